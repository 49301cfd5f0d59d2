/** The Firehose API as Amazon describes it: operations, shapes with their constraints, and the vocabulary of errors. */
@NullMarked
package io.hydrant.core.model;

import org.jspecify.annotations.NullMarked;
