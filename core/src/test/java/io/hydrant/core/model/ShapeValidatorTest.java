package io.hydrant.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShapeValidatorTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @Test
    void saysEveryViolationInOneMessageAsAwsDoes() {
        assertThat(refused("CreateDeliveryStreamInput", """
                        {"DeliveryStreamName": "no spaces", "S3DestinationConfiguration":
                          {"BucketARN": "arn:aws:s3:::b", "CompressionFormat": "gzip",
                           "BufferingHints": {"SizeInMBs": 129, "IntervalInSeconds": -1}}}
                        """))
                .returns(ErrorCode.VALIDATION, FirehoseException::code)
                .hasMessageStartingWith("5 validation errors detected: ")
                .hasMessageContaining("Value 'no spaces' at 'deliveryStreamName' failed to satisfy constraint:"
                        + " Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+")
                .hasMessageContaining("Value null at 's3DestinationConfiguration.roleARN' failed to satisfy constraint:"
                        + " Member must not be null")
                .hasMessageContaining("Value 'gzip' at 's3DestinationConfiguration.compressionFormat' failed to satisfy"
                        + " constraint: Member must satisfy enum value set:"
                        + " [UNCOMPRESSED, GZIP, ZIP, Snappy, HADOOP_SNAPPY]")
                .hasMessageContaining("Value '129' at 's3DestinationConfiguration.bufferingHints.sizeInMBs' failed to"
                        + " satisfy constraint: Member must have value less than or equal to 128")
                .hasMessageContaining("Member must have value greater than or equal to 0");
    }

    @Test
    void saysOneViolationInTheSingular() {
        assertThat(refused("DescribeDeliveryStreamInput", "{}"))
                .hasMessage("1 validation error detected: Value null at 'deliveryStreamName' failed to satisfy"
                        + " constraint: Member must not be null");
        assertThat(refused("DescribeDeliveryStreamInput", "{\"DeliveryStreamName\": null}"))
                .hasMessageContaining("Member must not be null");
        assertThat(refused("DescribeDeliveryStreamInput", "{\"DeliveryStreamName\": \"" + "x".repeat(65) + "\"}"))
                .hasMessageContaining("Member must have length less than or equal to 64");
    }

    @Test
    void matchesPatternsAsAWhole() {
        assertThat(refused("DescribeDeliveryStreamInput", "{\"DeliveryStreamName\": \"good\\nbad name\"}"))
                .hasMessageContaining("regular expression pattern");
        assertThat(refused("DescribeDeliveryStreamInput", "{\"DeliveryStreamName\": \"good\\n\"}"))
                .hasMessageContaining("regular expression pattern");
    }

    @Test
    void neverShowsRecordsOrSecrets() {
        assertThat(refused(
                        "PutRecordBatchInput",
                        "{\"DeliveryStreamName\": \"s\", \"Records\": [{\"Data\": \"" + "c2VjcmV0".repeat(200_000)
                                + "\"}, {}]}"))
                .hasMessageContaining("Value 'blob of 1200000 bytes' at 'records.1.member.data'")
                .hasMessageContaining("Value null at 'records.2.member.data'")
                .message()
                .doesNotContain("c2VjcmV0", "secret");
        assertThat(refused("RedshiftDestinationConfiguration", "{\"Password\": \"hush\"}"))
                .hasMessageContaining("Value '***' at 'password'")
                .message()
                .doesNotContain("hush");
    }

    @Test
    void boundsWhatItSaysAboutManyViolations() {
        String records = "{},".repeat(5000) + "{}";
        assertThat(refused("PutRecordBatchInput", "{\"DeliveryStreamName\": \"s\", \"Records\": [" + records + "]}"))
                .hasMessageStartingWith("5002 validation errors detected: Value '[5001 members]' at 'records' failed to"
                        + " satisfy constraint: Member must have length less than or equal to 500; ")
                .hasMessageEndingWith("; and 4902 more");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"DeliveryStreamName\": 5}|NUMBER_VALUE can not be converted to a String",
                "{\"DeliveryStreamName\": [\"a\"]}|Start of list found where not expected.",
                "{\"DeliveryStreamName\": {}}|Start of structure or map found where not expected.",
                "{\"DeliveryStreamName\": true}|TRUE_VALUE can not be converted to a String",
                "{\"DeliveryStreamName\": \"a\", \"Limit\": \"5\"}|STRING_VALUE can not be converted to an Integer",
                "{\"DeliveryStreamName\": \"a\", \"Limit\": 5.5}|NUMBER_VALUE can not be converted to an Integer",
                "{\"DeliveryStreamName\": \"a\", \"Limit\": 99999999999}|NUMBER_VALUE can not be converted to an Integer",
                "[]|Start of list found where not expected.",
                "null|NULL_VALUE can not be converted to a structure",
            })
    void refusesOtherJsonTypes(String json, String message) {
        assertThat(refused("DescribeDeliveryStreamInput", json))
                .returns(ErrorCode.SERIALIZATION, FirehoseException::code)
                .hasMessage(message);
    }

    @Test
    void refusesWrongBase64WithoutShowingIt() {
        assertThat(refused("PutRecordInput", "{\"DeliveryStreamName\": \"s\", \"Record\": {\"Data\": \"no base64!\"}}"))
                .returns(ErrorCode.SERIALIZATION, FirehoseException::code)
                .message()
                .doesNotContain("no base64!");
    }

    @Test
    void dropsWhatTheApiDoesNotKnow() throws Exception {
        Shape shape = ServiceModel.firehose().shape("CreateDeliveryStreamInput");
        JsonNode input = MAPPER.readTree("""
                {"DeliveryStreamName": "s", "Colour": "red", "Tags": [{"Key": "k", "Size": 3}],
                 "S3DestinationConfiguration": {"Prefx": "p", "Prefix": null, "RoleARN": "r"}}
                """);
        assertThat(ShapeValidator.known(shape, input))
                .hasToString("{\"DeliveryStreamName\":\"s\",\"Tags\":[{\"Key\":\"k\"}],"
                        + "\"S3DestinationConfiguration\":{\"RoleARN\":\"r\"}}");
        assertThat(ShapeValidator.unknownMembers(shape, input))
                .hasSize(3)
                .anySatisfy(line -> assertThat(line).startsWith("Colour: no such member, known here are Delivery"))
                .anySatisfy(
                        line -> assertThat(line).startsWith("Tags[0].Size: no such member, known here are Key, Value"))
                .anySatisfy(line -> assertThat(line).startsWith("S3DestinationConfiguration.Prefx: no such member"));
    }

    @Test
    void knowsEveryOperation() {
        ServiceModel model = ServiceModel.firehose();
        assertThat(model.targetPrefix()).isEqualTo("Firehose_20150804");
        assertThat(model.operationNames())
                .hasSize(12)
                .contains("PutRecordBatch", "CreateDeliveryStream", "UntagDeliveryStream");
        assertThat(model.operation("PutRecordBatch").input().member("Records").max())
                .isEqualTo(500.0);
        assertThat(model.operation("Nonsense")).isNull();
        assertThatThrownBy(() -> model.shape("Nonsense")).hasMessageContaining("Nonsense");
    }

    private static FirehoseException refused(String shape, String json) {
        try {
            ShapeValidator.check(ServiceModel.firehose().shape(shape), MAPPER.readTree(json));
        } catch (FirehoseException e) {
            return e;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
        throw new AssertionError("accepted: " + json);
    }
}
