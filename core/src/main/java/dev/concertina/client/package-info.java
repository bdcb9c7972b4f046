/**
 * What an application says to Concertina while it runs. Needs JDBC and nothing else, not even the
 * rest of this library.
 */
@NullMarked
package dev.concertina.client;

import org.jspecify.annotations.NullMarked;
