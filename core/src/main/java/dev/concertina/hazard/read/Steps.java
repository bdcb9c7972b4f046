package dev.concertina.hazard.read;

import dev.concertina.hazard.action.Action;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the statements of a body do, one after the other. Those of which only one may be carried
 * out, such as the branches of an IF, are one step, so that none of them waits under the lock of
 * another. For one body.
 */
final class Steps {

  private record Done(Run run, List<Action> actions) {}

  private final List<Done> all = new ArrayList<>();
  private final Set<Action> seen = new HashSet<>();

  /** What a statement does; each action counts once, where it comes first. */
  void add(Run run, Set<Action> actions) {
    List<Action> fresh = actions.stream().filter(seen::add).toList();
    if (!fresh.isEmpty()) {
      all.add(new Done(run, fresh));
    }
  }

  /** None of them is empty. */
  List<List<Action>> list() {
    Set<Integer> choices = choices();
    List<List<Action>> steps = new ArrayList<>();
    Optional<Integer> last = Optional.empty();
    for (Done done : all) {
      Optional<Integer> choice =
          done.run().blocks().stream().map(Run.Block::choice).filter(choices::contains).findFirst();
      if (choice.isPresent() && choice.equals(last)) {
        steps.get(steps.size() - 1).addAll(done.actions());
      } else {
        steps.add(new ArrayList<>(done.actions()));
      }
      last = choice;
    }
    return steps;
  }

  /** Those of which several branches do something. */
  private Set<Integer> choices() {
    Map<Integer, Integer> branches = new HashMap<>();
    Set<Integer> choices = new HashSet<>();
    for (Done done : all) {
      for (Run.Block block : done.run().blocks()) {
        Integer other = branches.putIfAbsent(block.choice(), block.branch());
        if (other != null && other != block.branch()) {
          choices.add(block.choice());
        }
      }
    }
    return choices;
  }
}
