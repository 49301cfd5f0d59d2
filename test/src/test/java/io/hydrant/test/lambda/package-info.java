/** Transformation by functions of a real Lambda service, as a process of its own, and by plug-ins in real jars. */
@NullMarked
package io.hydrant.test.lambda;

import org.jspecify.annotations.NullMarked;
