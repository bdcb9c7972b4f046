package dev.concertina.plan.recipe;

import dev.concertina.plan.Step;

/** A step that still lacks its id, which its place in the phase gives. */
@FunctionalInterface
public interface Draft {

  Step withId(String id);
}
