/** Decompression of records, and extraction of the messages of CloudWatch Logs. */
@NullMarked
package io.hydrant.operators.decompress;

import org.jspecify.annotations.NullMarked;
