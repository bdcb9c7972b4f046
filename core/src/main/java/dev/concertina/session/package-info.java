/** Small JDBC words, and what other sessions of the database are doing. */
@NullMarked
package dev.concertina.session;

import org.jspecify.annotations.NullMarked;
