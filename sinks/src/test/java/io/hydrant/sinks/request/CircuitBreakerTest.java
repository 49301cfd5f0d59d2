package io.hydrant.sinks.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CircuitBreakerTest {
    private final CircuitBreaker breaker = new CircuitBreaker();
    private final List<String> sent = new ArrayList<>();

    @Test
    void letsEverybodySendWhileTheDestinationIsThere() {
        admit("a");
        breaker.notReached();
        admit("b");
        breaker.notReached();
        breaker.reached();
        breaker.notReached();
        admit("c");

        assertThat(sent).containsExactly("a", "b", "c");
        assertThat(breaker.isOpen()).isFalse();
    }

    @Test
    void letsOneTryWhileItIsNotThereAndAllWhenItIsBack() {
        open();
        admit("a");
        admit("b");
        admit("c");
        breaker.notReached();
        admit("a");

        assertThat(sent).containsExactly("a", "a");

        breaker.reached();
        admit("d");

        assertThat(sent).containsExactly("a", "a", "b", "c", "d");
    }

    @Test
    void letsTheNextOneTryWhenTheRetriesOfOneAreOver() {
        open();
        admit("a");
        admit("b");
        admit("c");
        breaker.notReached();
        breaker.gaveUp("a");
        breaker.gaveUp("x");

        assertThat(sent).containsExactly("a", "b");

        breaker.notReached();
        breaker.gaveUp("b");
        breaker.gaveUp("c");
        admit("d");

        assertThat(sent).containsExactly("a", "b", "c", "d");
    }

    private void open() {
        for (int i = 0; i < CircuitBreaker.FAILURES_TO_OPEN; i++) {
            breaker.notReached();
        }
        assertThat(breaker.isOpen()).isTrue();
    }

    private void admit(String request) {
        breaker.admit(request, () -> sent.add(request));
    }
}
