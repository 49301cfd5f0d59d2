package io.hydrant.sinks.redshift;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CopyFailuresTest {
    /** What Redshift and PostgreSQL say, with the codes that Firehose's guide has for it. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            28000 | password authentication failed for user "loader" | Redshift.AuthenticationFailed
            28P01 | password authentication failed for user "loader" | Redshift.AuthenticationFailed
            3D000 | database "nowhere" does not exist | Redshift.DatabaseNotFound
            42P01 | relation "clicks" does not exist | Redshift.TableNotFound
            XX000 | Cannot COPY into nonexistent table clicks | Redshift.TableNotFound
            3F000 | schema "nowhere" does not exist | Redshift.TableNotFound
            42703 | column "nowhere" of relation "clicks" does not exist | Redshift.ColumnNotFound
            42601 | syntax error at or near "JASON" | Redshift.SyntaxError
            42601 | conflicting or redundant options | Redshift.IncorrectCopyOptions
            XX000 | CSV is not compatible with FIXEDWIDTH | Redshift.IncorrectCopyOptions
            0A000 | COPY delimiter must be a single character | Redshift.IncorrectCopyOptions
            22023 | invalid region | Redshift.IncorrectCopyOptions
            42501 | permission denied for relation clicks | Redshift.InsufficientPrivilege
            XX000 | User arn:aws:redshift:us-east-1:1:dbuser:c/u is not authorized to assume IAM Role arn:aws:iam::1:role/r | Redshift.AccessDenied
            XX000 | Not authorized to get credentials of role arn:aws:iam::1:role/r | Redshift.AccessDenied
            XX000 | S3ServiceException:Access Denied,Status 403,Error AccessDenied,Rid D1,ExtRid a=,CanRetry 1 | Redshift.S3BucketAccessDenied
            XX000 | COPY with MANIFEST parameter requires full path of an S3 object | Redshift.S3BucketAccessDenied
            XX000 | S3ServiceException:The bucket you are attempting to access must be addressed using the specified endpoint.,Status 301,Error PermanentRedirect | Redshift.IncorrectOrMissingRegion
            XX000 | S3ServiceException:The specified key does not exist.,Status 404,Error NoSuchKey | Redshift.MissingS3File
            XX000 | The specified S3 prefix 'a/b' does not exist | Redshift.MissingS3File
            XX000 | Load into table 'clicks' failed.  Check 'stl_load_errors' system table for details. | Redshift.DataLoadFailed
            XX000 | Load into table 'clicks' failed.  Check 'sys_load_error_detail' system table for details. | Redshift.DataLoadFailed
            22P02 | invalid input syntax for type integer: "Status 403" | Redshift.DataLoadFailed
            23505 | duplicate key value violates unique constraint "a" | Redshift.DataLoadFailed
            23502 | null value in column "more" violates not-null constraint | Redshift.MissingColumn
            XX000 | NOT NULL column without DEFAULT must be included in column list | Redshift.MissingColumn
            XX000 | Number of jsonpaths and the number of columns should match. JSONPath size: 3, Number of columns in table or column list: 2 | Redshift.ColumnMismatch
            XX000 | Invalid JSONPath format: Supported notations are 'dot-notation' and 'bracket-notation' | Redshift.IncorrectJsonPathsFile
            25006 | cannot execute COPY in a read-only transaction | Redshift.ReadOnlyCluster
            XX000 | The cluster is in read-only mode for a resize | Redshift.ReadOnlyCluster
            53100 | could not extend file: No space left on device | Redshift.DiskFull
            XX000 | Disk Full | Redshift.DiskFull
            08001 | Connection refused | Redshift.ConnectionFailed
            08006 | An I/O error occurred while sending to the backend. | Redshift.ConnectionFailed
            57P01 | terminating connection due to administrator command | Redshift.ConnectionFailed
            53300 | too many connections | Redshift.ConnectionFailed
            XX000 | Assert | InternalError
            57014 | canceling statement due to user request | InternalError
            """)
    void namesWhatTheDatabaseSaid(String sqlState, String message, String code) {
        assertThat(CopyFailures.of(new SQLException("ERROR: " + message, sqlState), List.of())
                        .code())
                .isEqualTo(code);
    }

    @Test
    void showsOneLineWithoutSecrets() {
        CopyFailure failure =
                CopyFailures.of(new SQLException("ERROR: near 'key hush'\n  Detail: hush", "42601"), List.of("hush"));
        assertThat(failure.message()).isEqualTo("ERROR: near 'key ***'");
        assertThat(CopyFailures.of(new SQLException("x".repeat(5000), "42601"), List.of())
                        .message())
                .hasSize(1000);
    }
}
