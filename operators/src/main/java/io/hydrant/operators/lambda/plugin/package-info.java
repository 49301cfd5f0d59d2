/** Finds record transformers in the plug-in directory and loads each with what it brings along, and nothing else. */
@NullMarked
package io.hydrant.operators.lambda.plugin;

import org.jspecify.annotations.NullMarked;
