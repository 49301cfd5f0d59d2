package io.hydrant.operators.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Base64TextTest {
    @Test
    void readsWhatTheJdkWrites() {
        Random random = new Random(42);
        for (int length = 0; length < 300; length++) {
            byte[] bytes = new byte[length];
            random.nextBytes(bytes);
            Bytes target = new Bytes(0);
            target.write('x');

            assertThat(decode(Base64.getEncoder().encodeToString(bytes), target))
                    .isTrue();
            assertThat(decode(Base64.getMimeEncoder().encodeToString(bytes), target))
                    .as("in lines")
                    .isTrue();

            byte[] expected = new byte[1 + 2 * length];
            expected[0] = 'x';
            System.arraycopy(bytes, 0, expected, 1, length);
            System.arraycopy(bytes, 0, expected, 1 + length, length);
            assertThat(target.toByteArray()).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"=", "A", "A===", "AB", "AB=", "ABC", "ABC==", "ABCD=", "AB==AB==", "AB_-", "AB*D", "ABCé"})
    void refusesWhatIsNoBase64(String text) {
        assertThat(decode(text, new Bytes(0))).isFalse();
    }

    private static boolean decode(String text, Bytes target) {
        char[] characters = ("\"" + text + "\"").toCharArray();
        return Base64Text.decode(characters, 1, text.length(), target);
    }
}
