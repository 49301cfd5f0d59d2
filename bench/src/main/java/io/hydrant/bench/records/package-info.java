/** The records that every contestant gets, and the check that every one of them arrived. */
@NullMarked
package io.hydrant.bench.records;

import org.jspecify.annotations.NullMarked;
