package io.hydrant.test.chaos;

import java.nio.file.Path;

/**
 * What a run of the oracle is about: a kind of delivery stream and the records put to it.
 *
 * @param records what is put
 * @param definition members of CreateDeliveryStream's input beside the name: JSON without its braces; {@code %1$s} is the
 *     bucket's ARN
 * @param buffersLong whether records may be buffered longer than a test should wait
 * @param configuration further top-level members of {@code hydrant.yaml}
 */
record Subject(Records records, String definition, boolean buffersLong, String configuration) {
    /** Records that nothing is done to. */
    static Subject plain(long seed) {
        return new Subject(new Payload(seed), """
                "ExtendedS3DestinationConfiguration": {
                  "RoleARN": "arn:aws:iam::123456789012:role/unused",
                  "BucketARN": "%%1$s",
                  "Prefix": "chaos/!{timestamp:yyyy}/",
                  "ErrorOutputPrefix": "errors/!{firehose:error-output-type}/",
                  "BufferingHints": {"SizeInMBs": 1, "IntervalInSeconds": 2},
                  "CompressionFormat": "%s"}
                """.formatted(seed % 2 == 0 ? "GZIP" : "UNCOMPRESSED"), false, "");
    }

    /**
     * Records that every processor does something to, and that become Parquet, some of which each step refuses.
     *
     * @param plugins folder that has the plug-in of {@link RoutingPlugin}
     */
    static Subject processed(long seed, Path plugins) {
        return new Subject(new LogDocuments(seed), """
                "Hydrant": {
                  "SmallPartitionBuffers": true,
                  "SmallConversionBuffers": true,
                  "Schema": {"HiveDdl": "CREATE TABLE messages (id BIGINT, fate STRING, tenant STRING, body STRING)"}},
                "ExtendedS3DestinationConfiguration": {
                  "RoleARN": "arn:aws:iam::123456789012:role/unused",
                  "BucketARN": "%1$s",
                  "Prefix": "data/tenant=!{partitionKeyFromQuery:tenant}/region=!{partitionKeyFromLambda:region}/",
                  "ErrorOutputPrefix": "errors/!{firehose:error-output-type}/",
                  "BufferingHints": {"SizeInMBs": 1, "IntervalInSeconds": 2},
                  "CompressionFormat": "UNCOMPRESSED",
                  "DataFormatConversionConfiguration": {
                    "Enabled": true,
                    "InputFormatConfiguration": {"Deserializer": {"HiveJsonSerDe": {}}},
                    "OutputFormatConfiguration": {"Serializer": {"ParquetSerDe": {}}}},
                  "DynamicPartitioningConfiguration": {"Enabled": true},
                  "ProcessingConfiguration": {"Enabled": true, "Processors": [
                    {"Type": "AppendDelimiterToRecord", "Parameters": []},
                    {"Type": "Decompression", "Parameters": [
                      {"ParameterName": "CompressionFormat", "ParameterValue": "GZIP"}]},
                    {"Type": "CloudWatchLogProcessing", "Parameters": [
                      {"ParameterName": "DataMessageExtraction", "ParameterValue": "true"}]},
                    {"Type": "RecordDeAggregation", "Parameters": [
                      {"ParameterName": "SubRecordType", "ParameterValue": "JSON"}]},
                    {"Type": "Lambda", "Parameters": [
                      {"ParameterName": "LambdaArn",
                       "ParameterValue": "arn:aws:lambda:us-east-1:123456789012:function:routing"},
                      {"ParameterName": "BufferSizeInMBs", "ParameterValue": "0.2"},
                      {"ParameterName": "BufferIntervalInSeconds", "ParameterValue": "1"}]},
                    {"Type": "MetadataExtraction", "Parameters": [
                      {"ParameterName": "MetadataExtractionQuery", "ParameterValue": "{tenant:.tenant}"},
                      {"ParameterName": "JsonParsingEngine", "ParameterValue": "JQ-1.6"}]}]},
                  "S3BackupMode": "Enabled",
                  "S3BackupConfiguration": {
                    "RoleARN": "arn:aws:iam::123456789012:role/unused",
                    "BucketARN": "%1$s",
                    "Prefix": "backup/",
                    "BufferingHints": {"SizeInMBs": 1, "IntervalInSeconds": 60}}}
                """, true, """
                lambda:
                  pluginDirectory: %s
                  functions:
                    routing: {plugin: routing}""".formatted(plugins));
    }

    /** CreateDeliveryStream's input. */
    String createInput(String stream, String bucket) {
        return "{\"DeliveryStreamName\": \"" + stream + "\", " + definition.formatted("arn:aws:s3:::" + bucket) + "}";
    }
}
