package io.hydrant.operators.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.core.prefix.PartitionKeys;
import io.hydrant.core.prefix.PrefixExpression;
import io.hydrant.core.record.RecordCursor;
import io.hydrant.operators.Batches;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** In the responses of these tests a, b and c stand for the ids of a request of three records. */
class ResponseReaderTest {
    private static final String OK_A = "{'recordId':'a','result':'Ok','data':'QQ=='}";
    private static final String OK_B = "{'recordId':'b','result':'Ok','data':'Qg=='}";
    private static final String OK_C = "{'recordId':'c','result':'Ok','data':'Qw=='}";

    @Test
    void okDroppedAndProcessingFailed() throws Exception {
        assertThat(verdicts(records(
                        OK_A, "{'recordId':'b','result':'Dropped'}", "{'recordId':'c','result':'ProcessingFailed'}")))
                .containsExactly(
                        "A", "dropped", "Lambda.ProcessingFailedStatus: ProcessingFailed status set for record");
    }

    @Test
    void anyOrderOfRecordsAndMembersAndWhateverElseIsThere() throws Exception {
        assertThat(verdicts("{'x':[{'records':1}],'records':[" + OK_C
                        + ",{'data':'Qg==','z':{'data':'QQ=='},'result':'Ok','recordId':'b'}"
                        + ",{'metadata':{'partitionKeys':null,'otfMetadata':{'operation':'insert'}},'data':'QQ==',"
                        + "'approximateArrivalTimestamp':1,'recordId':'a','result':'Ok'}],'y':{}}"))
                .containsExactly("A", "B", "C");
    }

    @Test
    void emptyDataIsARecord() throws Exception {
        assertThat(verdicts(records("{'recordId':'a','result':'Ok','data':''}", OK_B, OK_C)))
                .containsExactly("", "B", "C");
    }

    @Test
    void valuesOfATopicComeUnderTheirOwnName() throws Exception {
        assertThat(verdicts(records("{'recordId':'a','result':'Ok','kafkaRecordValue':'QQ=='}", OK_B, OK_C)))
                .containsExactly("A", "B", "C");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{'recordId':'b','data':'Qg=='} | result is none of Ok, Dropped and ProcessingFailed",
                "{'recordId':'b','result':'ok','data':'Qg=='} | result is none of Ok, Dropped and ProcessingFailed",
                "{'recordId':'b','result':5,'data':'Qg=='} | result is none of Ok, Dropped and ProcessingFailed",
                "{'recordId':'b','result':{'recordId':'a'},'data':'Qg=='} | result is none of Ok, Dropped and ProcessingFailed",
                "{'recordId':'b','result':['Ok'],'data':'Qg=='} | result is none of Ok, Dropped and ProcessingFailed",
                "{'recordId':'b','result':'Ok'} | without data in base64",
                "{'recordId':'b','result':'Ok','data':null} | without data in base64",
                "{'recordId':'b','result':'Ok','data':{'a':'QQ=='}} | without data in base64",
                "{'recordId':'b','result':'Ok','data':'Q'} | without data in base64",
                "{'recordId':'b','result':'Ok','data':'not base64!'} | without data in base64",
            })
    void aRecordOfAnotherFormFailsAlone(String record, String message) throws Exception {
        List<String> verdicts = verdicts(records(OK_A, record, OK_C));

        assertThat(verdicts.get(0)).isEqualTo("A");
        assertThat(verdicts.get(1))
                .startsWith("Lambda.JsonProcessingException: ")
                .contains(message);
        assertThat(verdicts.get(2)).isEqualTo("C");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{'records':[OK_A,OK_B]} | Lambda.MissingRecordId",
                "{'records':[]} | Lambda.MissingRecordId",
                "{'records':[OK_A,OK_B,{'recordId':'x','result':'Ok','data':''}]} | Lambda.MissingRecordId",
                "{'records':[OK_A,OK_B,{'result':'Ok','data':''}]} | Lambda.MissingRecordId",
                "{'records':[OK_A,OK_B,OK_C,OK_A]} | Lambda.DuplicatedRecordId",
                "{'records':[OK_A,OK_B,OK_B]} | Lambda.DuplicatedRecordId",
                "{'records':[OK_A,OK_B,OK_C,{'recordId':'x','result':'Dropped'}]} | Lambda.JsonProcessingException",
                "{'records':[OK_A,OK_B,OK_C,7]} | Lambda.JsonProcessingException",
                "{'records':[OK_A,OK_B,OK_C | Lambda.JsonProcessingException",
                "{'records':[OK_A,OK_B,OK_C]}} | Lambda.JsonProcessingException",
                "{'records':[OK_A,OK_B,OK_C],'records':[]} | Lambda.JsonProcessingException",
                "{'records':{'a':OK_A}} | Lambda.JsonProcessingException",
                "{'Records':[OK_A,OK_B,OK_C]} | Lambda.JsonProcessingException",
                "[OK_A,OK_B,OK_C] | Lambda.JsonProcessingException",
                "null | Lambda.JsonProcessingException",
                "<html></html> | Lambda.JsonProcessingException",
                "{ | Lambda.JsonProcessingException",
            })
    void aResponseOfAnotherFormFailsAsAWhole(String response, String code) {
        String json = response.replace("OK_A", OK_A).replace("OK_B", OK_B).replace("OK_C", OK_C);

        assertThatThrownBy(() -> verdicts(json)).isInstanceOfSatisfying(InvocationException.class, e -> {
            assertThat(e.failure().code()).isEqualTo(code);
            assertThat(e.failure().retried()).isFalse();
        });
    }

    @Test
    void partitionKeysAreKeptInTheirSlots() throws Exception {
        PartitionKeys keys = PartitionKeys.of(PrefixExpression.parse(
                "!{partitionKeyFromLambda:b}/!{partitionKeyFromQuery:a}/!{partitionKeyFromLambda:c}/"));
        Answers answers = read(
                records(
                        "{'recordId':'a','metadata':{'partitionKeys':{'b':'1','a':'not a Lambda key','d':{'b':'9'},'c':'\u00e9'}},"
                                + "'result':'Ok','data':'QQ=='}",
                        OK_B,
                        "{'recordId':'c','metadata':{'partitionKeys':{'c':'2'}},'result':'Ok','data':'QQ=='}"),
                keys);

        assertThat(values(keys, answers, 0)).containsExactly("1", null, "\u00e9");
        assertThat(values(keys, answers, 1)).containsExactly(null, null, null);
        assertThat(values(keys, answers, 2)).containsExactly(null, null, "2");
    }

    /** They are told from keys that are not there, by which a record fails in another way. */
    @Test
    void partitionKeysWithoutAValueAreEmpty() throws Exception {
        PartitionKeys keys = PartitionKeys.of(PrefixExpression.parse("!{partitionKeyFromLambda:k}/"));
        Answers answers = read(
                records(
                        "{'recordId':'a','metadata':{'partitionKeys':{'k':null}},'result':'Ok','data':'QQ=='}",
                        "{'recordId':'b','metadata':{'partitionKeys':{'k':''}},'result':'Ok','data':'QQ=='}",
                        "{'recordId':'c','metadata':{'partitionKeys':{'k':{'v':1}}},'result':'Ok','data':'QQ=='}"),
                keys);

        for (int record = 0; record < 3; record++) {
            assertThat(values(keys, answers, record)).containsExactly("");
        }
    }

    private static String[] values(PartitionKeys keys, Answers answers, int record) {
        byte[] metadata = answers.metadata(answers.firstOutput(record));
        return keys.decode(metadata, 0, metadata.length);
    }

    /** Whatever a function sends, all there is to say of it is a failure with a code. */
    @Test
    void nothingElseComesOfABrokenResponse() {
        String response = records(
                "{'recordId':'a','result':'Ok','data':'QUJD','metadata':{'partitionKeys':{'k':'v','n':[1]}}}",
                "{'recordId':'b','result':'Dropped','x':[{'y':null}]}",
                "{'data':'Qw==','recordId':'c','result':'ProcessingFailed'}");
        PartitionKeys keys = PartitionKeys.of(PrefixExpression.parse("!{partitionKeyFromLambda:k}/"));
        Random random = new Random(7);
        int read = 0;
        for (int i = 0; i < 20_000; i++) {
            StringBuilder broken = new StringBuilder(response);
            for (int changes = random.nextInt(3); changes >= 0; changes--) {
                int at = random.nextInt(broken.length());
                switch (random.nextInt(3)) {
                    case 0 -> broken.setCharAt(at, "{}[]:,'\\0Ok=\u00e9".charAt(random.nextInt(13)));
                    case 1 -> broken.deleteCharAt(at);
                    default -> broken.insert(at, broken.charAt(random.nextInt(broken.length())));
                }
            }
            try {
                assertThat(read(broken.toString(), keys).isComplete()).isTrue();
                read++;
            } catch (InvocationException e) {
                assertThat(e.failure().code()).startsWith("Lambda.");
            }
        }
        assertThat(read).isBetween(1, 19_999);
    }

    private static String records(String... records) {
        return "{'records':[" + String.join(",", records) + "]}";
    }

    private static List<String> verdicts(String response) throws InvocationException {
        Answers answers = read(response, PartitionKeys.NONE);
        List<String> verdicts = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            InvocationFailure failure = answers.failure(i);
            int output = answers.firstOutput(i);
            if (failure != null) {
                verdicts.add(failure.code() + ": " + failure.message());
            } else if (output < 0) {
                verdicts.add("dropped");
            } else {
                byte[] data = answers.data().array();
                verdicts.add(
                        new String(data, answers.start(output), answers.end(output) - answers.start(output), UTF_8));
            }
        }
        return verdicts;
    }

    private static Answers read(String response, PartitionKeys keys) throws InvocationException {
        RecordIds ids = new RecordIds(3);
        RecordCursor place = new RecordCursor(Batches.of("1", "2", "3"));
        String json = response.replace('\'', '"');
        for (int i = 0; i < 3; i++) {
            ids.make(i, place.moveTo(i));
            String id = new String(ids.array(), ids.start(i), RecordIds.LENGTH, UTF_8);
            json = json.replace("\"recordId\":\"" + (char) ('a' + i) + "\"", "\"recordId\":\"" + id + "\"");
        }
        return ResponseReader.read(json.getBytes(UTF_8), 3, ids, keys);
    }
}
