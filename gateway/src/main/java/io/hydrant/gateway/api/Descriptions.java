package io.hydrant.gateway.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hydrant.core.definition.BufferingHints;

/** What Amazon shows in descriptions whether it was given or not. */
final class Descriptions {
    private Descriptions() {}

    /** Adds a text that is not there. */
    static void fillIn(ObjectNode description, String member, String value) {
        if (!description.has(member)) {
            description.put(member, value);
        }
    }

    /** Adds an object that is not there, as one that is switched off. */
    static void fillInSwitch(ObjectNode description, String member) {
        if (!description.has(member)) {
            description.putObject(member).put("Enabled", false);
        }
    }

    /** Adds hints that are not there. */
    static void fillIn(ObjectNode description, BufferingHints hints) {
        if (description.path("BufferingHints").isEmpty()) {
            description
                    .putObject("BufferingHints")
                    .put("SizeInMBs", hints.sizeInMBs())
                    .put("IntervalInSeconds", hints.intervalInSeconds());
        }
    }
}
