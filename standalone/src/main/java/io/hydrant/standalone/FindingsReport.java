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
                    + objects(findings.objects().size()) + ", which failed from " + findings.oldest() + " to "
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

    private static String objects(long count) {
        return number(count) + (count == 1 ? " error object" : " error objects");
    }

    static String number(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }
}
