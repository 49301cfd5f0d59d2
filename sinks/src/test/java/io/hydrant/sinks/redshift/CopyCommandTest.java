package io.hydrant.sinks.redshift;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.core.config.RedshiftConfig;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CopyCommandTest {
    private static final String MANIFEST = "s3://lake/manifests/m'1";

    @Test
    void isFirehoses() {
        assertThat(CopyCommand.of(
                        TestOptions.table("public.clicks", "n, text", "GZIP JSON 'auto'", Duration.ZERO),
                        TestOptions.NO_KEYS,
                        MANIFEST))
                .isEqualTo("COPY public.clicks (n, text) FROM 's3://lake/manifests/m''1'"
                        + " CREDENTIALS 'aws_iam_role=arn:aws:iam::1:role/r' MANIFEST GZIP JSON 'auto'");
        assertThat(CopyCommand.of(TestOptions.table("t", "", "", Duration.ZERO), TestOptions.NO_KEYS, "s3://b/m"))
                .isEqualTo("COPY t FROM 's3://b/m' CREDENTIALS 'aws_iam_role=arn:aws:iam::1:role/r' MANIFEST");
    }

    @Test
    void showsKeysInPlaceOfTheRoleIfThereAreSome() {
        RedshiftConfig keys =
                new RedshiftConfig(null, Boolean.TRUE, "l", null, null, "AKIA", "se'cret", "to+ken", null, null, null);
        assertThat(CopyCommand.of(TestOptions.table("t", "", "CSV", Duration.ZERO), keys, "s3://b/m"))
                .isEqualTo("COPY t FROM 's3://b/m' CREDENTIALS"
                        + " 'aws_access_key_id=AKIA;aws_secret_access_key=se''cret;token=to+ken' MANIFEST CSV");
    }
}
