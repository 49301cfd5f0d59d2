/** What Hydrant's own clients of Amazon's services share: credentials, signatures, and calls of the protocols JSON and Query. */
@NullMarked
package io.hydrant.clients.aws;

import org.jspecify.annotations.NullMarked;
