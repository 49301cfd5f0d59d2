package io.hydrant.core.definition;

import static io.hydrant.core.definition.TestDefinitions.extended;
import static io.hydrant.core.definition.TestDefinitions.processing;
import static io.hydrant.core.definition.TestDefinitions.processor;
import static io.hydrant.core.definition.TestDefinitions.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProcessingTest {
    private static final String ARN = "LambdaArn=arn:aws:lambda:eu-west-1:123456789012:function:";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\"ProcessingConfiguration\": {}",
                "\"ProcessingConfiguration\": {\"Enabled\": false}",
                "\"ProcessingConfiguration\": {\"Processors\": [{\"Type\": \"Decompression\"}]}",
                "\"ProcessingConfiguration\": {\"Enabled\": false, \"Processors\": [{\"Type\": \"Lambda\"}]}"
            })
    void doesNothingUnlessItIsSwitchedOn(String member) {
        Processing processing = extended(member).processing();
        assertThat(processing).isSameAs(Processing.NONE);
        assertThat(processing.isNone()).isTrue();
    }

    @Test
    void readsProcessorsInAnyOrder() {
        Processing processing = extended(processing(
                        processor("AppendDelimiterToRecord", "Delimiter=|\\r\\n"),
                        processor("MetadataExtraction", "MetadataExtractionQuery={a:.b}", "JsonParsingEngine=JQ-1.6"),
                        processor(
                                "Lambda",
                                "BufferSizeInMBs=0.5",
                                ARN + "clean:$LATEST",
                                "NumberOfRetries=300",
                                "BufferIntervalInSeconds=0",
                                "RoleArn=arn:aws:iam::123456789012:role/r"),
                        processor("RecordDeAggregation", "SubRecordType=DELIMITED", "Delimiter=IyMjIw=="),
                        processor("CloudWatchLogProcessing", "DataMessageExtraction=true"),
                        processor("Decompression", "CompressionFormat=GZIP")))
                .processing();
        assertThat(processing.isNone()).isFalse();
        assertThat(processing.decompression()).isTrue();
        assertThat(processing.messageExtraction()).isTrue();
        assertThat(processing.deAggregation().delimiter()).asString().isEqualTo("####");
        assertThat(processing.lambda())
                .isEqualTo(new LambdaProcessor(
                        "arn:aws:lambda:eu-west-1:123456789012:function:clean:$LATEST", 300, 512 << 10, 0));
        assertThat(processing.lambda().functionName()).isEqualTo("clean");
        assertThat(processing.metadataExtractionQuery()).isEqualTo("{a:.b}");
        assertThat(processing.delimiter()).asString().isEqualTo("|\r\n");
    }

    @Test
    void fillsInDefaults() {
        Processing processing = extended(processing(
                        processor("AppendDelimiterToRecord"),
                        processor("Lambda", ARN + "clean"),
                        processor("RecordDeAggregation", "SubRecordType=JSON"),
                        "{\"Type\": \"Decompression\"}"))
                .processing();
        assertThat(processing.decompression()).isTrue();
        assertThat(processing.messageExtraction()).isFalse();
        assertThat(processing.deAggregation().delimiter()).isNull();
        assertThat(processing.lambda())
                .isEqualTo(new LambdaProcessor("arn:aws:lambda:eu-west-1:123456789012:function:clean", 3, 1 << 20, 60));
        assertThat(processing.metadataExtractionQuery()).isNull();
        assertThat(processing.delimiter()).asString().isEqualTo("\n");
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = ';',
            value = {
                "Lambda; ; Processor Lambda needs the parameter LambdaArn",
                "Lambda; LambdaArn=clean; LambdaArn 'clean' is not a function's ARN, such as arn:aws:lambda:us-east-1:123456789012:function:name",
                "Lambda; NumberOfRetries=-1; NumberOfRetries '-1' is not between 0 and 300",
                "Lambda; NumberOfRetries=301; NumberOfRetries '301' is not between 0 and 300",
                "Lambda; NumberOfRetries=2.5; NumberOfRetries '2.5' is not a whole number",
                "Lambda; NumberOfRetries=few; NumberOfRetries 'few' is not a number",
                "Lambda; BufferSizeInMBs=0.1; BufferSizeInMBs '0.1' is not between 0.2 and 3",
                "Lambda; BufferSizeInMBs=3.01; BufferSizeInMBs '3.01' is not between 0.2 and 3",
                "Lambda; BufferIntervalInSeconds=901; BufferIntervalInSeconds '901' is not between 0 and 900",
                "Lambda; Delimiter=x; Processor Lambda has no parameter Delimiter, only [LambdaArn,",
                "RecordDeAggregation; ; Processor RecordDeAggregation needs the parameter SubRecordType",
                "RecordDeAggregation; SubRecordType=CSV; SubRecordType 'CSV' is none of [JSON, DELIMITED]",
                "RecordDeAggregation; SubRecordType=DELIMITED; needs the parameter Delimiter",
                "RecordDeAggregation; SubRecordType=DELIMITED,Delimiter=#; Delimiter '#' is not base64",
                "RecordDeAggregation; SubRecordType=DELIMITED,Delimiter=====; Delimiter '====' is not base64",
                "RecordDeAggregation; SubRecordType=JSON,Delimiter=Iw==; Delimiter 'Iw==' goes with SubRecordType DELIMITED only",
                "Decompression; CompressionFormat=ZIP; CompressionFormat 'ZIP' is none of [GZIP]",
                "Decompression; CompressionFormat=GZIP,CompressionFormat=GZIP; given the parameter CompressionFormat twice",
                "CloudWatchLogProcessing; DataMessageExtraction=true; CloudWatchLogProcessing goes with the processor Decompression only",
                "MetadataExtraction; JsonParsingEngine=JQ-1.6; needs the parameter MetadataExtractionQuery",
                "MetadataExtraction; MetadataExtractionQuery={a:.b}; needs the parameter JsonParsingEngine",
                "MetadataExtraction; MetadataExtractionQuery={a:.b},JsonParsingEngine=JQ-1.7; JsonParsingEngine 'JQ-1.7' is none of [JQ-1.6]",
            })
    void refusesWhatCannotBe(String type, String parameters, String message) {
        String[] given = parameters == null ? new String[0] : parameters.split(",", -1);
        boolean lambda = type.equals("Lambda") && parameters != null && !parameters.startsWith("LambdaArn");
        String processor = lambda ? processor(type, ARN + "clean", given[0]) : processor(type, given);
        assertThat(refusal(() -> extended(processing(processor)))).contains(type, message);
    }

    @Test
    void refusesTheSameProcessorTwiceAndNone() {
        String gunzip = processor("Decompression");
        assertThat(refusal(() -> extended(processing(gunzip, gunzip))))
                .isEqualTo("ProcessingConfiguration.Processors holds Decompression twice; keep one of them");
        assertThat(refusal(() -> extended(processing()))).startsWith("ProcessingConfiguration.Processors is empty");
        assertThat(refusal(() -> extended(processing(gunzip, processor("CloudWatchLogProcessing")))))
                .isEqualTo("Processor CloudWatchLogProcessing needs the parameter DataMessageExtraction");
    }
}
