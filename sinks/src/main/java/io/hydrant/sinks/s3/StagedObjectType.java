package io.hydrant.sinks.s3;

import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.io.SimpleVersionedSerializerTypeSerializerProxy;

/** Type of the stream of staged objects: one field to Flink, written by {@link StagedObjectSerializer}. */
public final class StagedObjectType extends TypeInformation<StagedObject> {
    /** The type; there is one. */
    public static final StagedObjectType INSTANCE = new StagedObjectType();

    private static final long serialVersionUID = 1L;

    private StagedObjectType() {}

    @Override
    public Class<StagedObject> getTypeClass() {
        return StagedObject.class;
    }

    @Override
    public TypeSerializer<StagedObject> createSerializer(SerializerConfig config) {
        return new SimpleVersionedSerializerTypeSerializerProxy<>(StagedObjectSerializer::new);
    }

    @Override
    @SuppressWarnings("deprecation") // still abstract in Flink 1.20
    public TypeSerializer<StagedObject> createSerializer(ExecutionConfig config) {
        return createSerializer(config.getSerializerConfig());
    }

    @Override
    public boolean isBasicType() {
        return false;
    }

    @Override
    public boolean isTupleType() {
        return false;
    }

    @Override
    public int getArity() {
        return 1;
    }

    @Override
    public int getTotalFields() {
        return 1;
    }

    @Override
    public boolean isKeyType() {
        return false;
    }

    @Override
    public boolean canEqual(Object other) {
        return other instanceof StagedObjectType;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StagedObjectType;
    }

    @Override
    public int hashCode() {
        return StagedObjectType.class.hashCode();
    }

    @Override
    public String toString() {
        return "StagedObject";
    }
}
