package io.hydrant.core.definition;

/** Records are put to the delivery stream itself. */
public record DirectPut() implements SourceDefinition {
    static final String TYPE = "DirectPut";

    private static final long serialVersionUID = 1;

    @Override
    public String type() {
        return TYPE;
    }
}
