/** What a query reaches through views, rules, triggers, functions and row types. */
@NullMarked
package dev.concertina.evidence.closure;

import org.jspecify.annotations.NullMarked;
