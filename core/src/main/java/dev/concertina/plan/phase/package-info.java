/** How the parts of all changes are put together into the steps of each phase. */
@NullMarked
package dev.concertina.plan.phase;

import org.jspecify.annotations.NullMarked;
