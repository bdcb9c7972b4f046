/**
 * Makes a WebAssembly module fit the JVM: what its users do not call is taken out, and functions
 * that are too large for a method are split, without changing what they do.
 */
@NullMarked
package dev.concertina.wasmfit;

import org.jspecify.annotations.NullMarked;
