/** Who may call: AWS Signature Version 4, verified as each SDK forms it. */
@NullMarked
package io.hydrant.gateway.auth;

import org.jspecify.annotations.NullMarked;
