package io.hydrant.standalone;

import io.hydrant.job.redrive.Findings;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** What there is to re-drive, for a person. */
final class FindingsReport {
    private static final int SHOWN_COMPLAINTS = 20;

    private FindingsReport() {}

    static void tell(Findings findings, Consumer<String> out) {
        if (findings.records() == 0) {
            out.accept("Nothing to re-drive.");
        } else {
            out.accept(records(findings.records()) + " in "
                    + places(findings) + ", which failed from " + findings.oldest() + " to "
                    + findings.newest() + ":");
            findings.recordsByCode()
                    .forEach((code, count) -> out.accept(String.format(Locale.ROOT, "%,14d  %s", count, code)));
        }
        findings.leftAlone()
                .forEach((code, count) -> out.accept(
                        "Left alone: " + records(count) + " with " + code + ", which the source could not read."));
        tellComplaints(findings.complaints(), out);
    }

    private static void tellComplaints(List<String> complaints, Consumer<String> out) {
        complaints.stream().limit(SHOWN_COMPLAINTS).forEach(out);
        if (complaints.size() > SHOWN_COMPLAINTS) {
            out.accept("... and " + number(complaints.size() - SHOWN_COMPLAINTS) + " more of these.");
        }
    }

    static String records(long count) {
        return number(count) + (count == 1 ? " record" : " records");
    }

    private static String places(Findings findings) {
        int objects = findings.objects().size();
        int manifests = findings.manifests().size();
        String ofObjects = number(objects) + (objects == 1 ? " error object" : " error objects");
        String ofManifests = number(manifests) + (manifests == 1 ? " error manifest" : " error manifests");
        if (manifests == 0) {
            return ofObjects;
        }
        return objects == 0 ? ofManifests : ofObjects + " and " + ofManifests;
    }

    static String number(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }
}
