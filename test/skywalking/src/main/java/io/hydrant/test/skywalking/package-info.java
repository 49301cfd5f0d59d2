/** Apache SkyWalking's receiver of Firehose's requests, as a process: somebody else's reading of the protocol. */
@NullMarked
package io.hydrant.test.skywalking;

import org.jspecify.annotations.NullMarked;
