/** MetadataExtraction: partition keys that a jq query finds in a record. */
@NullMarked
package io.hydrant.operators.jq;

import org.jspecify.annotations.NullMarked;
