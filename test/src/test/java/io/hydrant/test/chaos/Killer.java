package io.hydrant.test.chaos;

import io.hydrant.test.process.ChildJvm;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A thread that kills -9 one process after the other and starts each again a moment later.
 *
 * <p>Victims come in rounds, in random order, so that each has its turn. Half of the time the next kill waits until
 * records are delivered again; the other half it hits a deployment that is still recovering.
 */
final class Killer implements Runnable {
    private static final long RECOVERY_MILLIS = 60_000;

    private final Deployment deployment;
    private final Ledger ledger;
    private final Random random;
    private final int rounds;
    private final CountDownLatch stop;
    private final Map<String, Integer> kills = new TreeMap<>();

    /**
     * One that has not killed yet.
     *
     * @param rounds after how many it ends by itself
     * @param stop ends it earlier
     */
    Killer(Deployment deployment, Ledger ledger, Random random, int rounds, CountDownLatch stop) {
        this.deployment = deployment;
        this.ledger = ledger;
        this.random = random;
        this.rounds = rounds;
        this.stop = stop;
    }

    @Override
    public void run() {
        try {
            for (int round = 0; round < rounds; round++) {
                for (ChildJvm victim : victims()) {
                    if (pause(500, 3_000) || (random.nextBoolean() && deliveriesGoOnOrStopped())) {
                        return;
                    }
                    kill(victim);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** How often which process was killed. */
    synchronized Map<String, Integer> kills() {
        return new TreeMap<>(kills);
    }

    private List<ChildJvm> victims() {
        List<ChildJvm> taskManagers = deployment.flink().taskManagers();
        List<ChildJvm> victims = new ArrayList<>(List.of(
                deployment.broker(),
                deployment.gateway(),
                deployment.flink().jobManager(),
                taskManagers.get(random.nextInt(taskManagers.size()))));
        Collections.shuffle(victims, random);
        return victims;
    }

    private void kill(ChildJvm victim) throws InterruptedException {
        if (!victim.isAlive()) {
            ledger.fault(victim + " ended by itself; see " + victim.log());
        }
        victim.kill();
        synchronized (this) {
            kills.merge(victim.name(), 1, Integer::sum);
        }
        pause(0, 2_000);
        victim.start();
    }

    private boolean deliveriesGoOnOrStopped() throws InterruptedException {
        int before = ledger.delivered();
        for (long waited = 0; waited < RECOVERY_MILLIS && ledger.delivered() == before; waited += 100) {
            if (stop.await(100, TimeUnit.MILLISECONDS)) {
                return true;
            }
        }
        return false;
    }

    private boolean pause(int leastMillis, int mostMillis) throws InterruptedException {
        return stop.await(random.nextInt(leastMillis, mostMillis), TimeUnit.MILLISECONDS);
    }
}
