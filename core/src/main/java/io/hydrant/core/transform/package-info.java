/** What people implement whose records are transformed in the job itself: the plug-in API, all that a plug-in sees of Hydrant. */
@NullMarked
package io.hydrant.core.transform;

import org.jspecify.annotations.NullMarked;
