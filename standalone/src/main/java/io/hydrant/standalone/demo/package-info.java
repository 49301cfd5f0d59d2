/** The demo: makes events, puts them through the AWS SDK and checks that each is in exactly one object. */
@NullMarked
package io.hydrant.standalone.demo;

import org.jspecify.annotations.NullMarked;
