/** What each kind of change becomes: one recipe for each. */
@NullMarked
package dev.concertina.plan.recipe;

import org.jspecify.annotations.NullMarked;
