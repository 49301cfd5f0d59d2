/** jq 1.6 queries, as MetadataExtraction has them: checked, looked into, and applied. */
@NullMarked
package io.hydrant.core.jq;

import org.jspecify.annotations.NullMarked;
