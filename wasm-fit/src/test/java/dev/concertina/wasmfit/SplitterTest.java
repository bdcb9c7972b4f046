package dev.concertina.wasmfit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SplitterTest {
  private static final int PIECES = 60;
  private static final int BUDGET = 150;

  /** What the function is given: every piece to begin with, and numbers that no piece has. */
  private static final List<Integer> ARGUMENTS =
      IntStream.rangeClosed(-1, PIECES + 1).boxed().toList();

  @Test
  void a_switch_does_the_same_in_parts() {
    Module module = Modules.ofOneFunction(Modules.bigSwitch(PIECES));
    List<Long> before = Modules.results(module, ARGUMENTS);
    new Splitter(module, BUDGET).splitAll();
    assertThat(module.functions()).hasSizeGreaterThan(10);
    assertThat(Modules.results(module, ARGUMENTS)).isEqualTo(before);
    assertThat(new HashSet<>(before)).hasSizeGreaterThan(PIECES / 2);
  }

  @Test
  void parts_are_near_the_budget_but_for_the_one_that_chooses() {
    Module module = Modules.ofOneFunction(Modules.bigSwitch(PIECES));
    new Splitter(module, BUDGET).splitAll();
    List<Function> parts = module.functions().subList(2, module.functions().size());
    assertThat(parts).allMatch(part -> part.weight() < 3 * BUDGET);
  }

  @Test
  void a_switch_in_a_piece_of_a_switch_is_split_too() {
    Assembler body = new Assembler().block(Op.VOID).block(Op.VOID);
    body.add(Op.LOCAL_GET, 0).add(Op.LOCAL_SET, 1).end();
    body.addAll(Modules.switchOver(PIECES)).end().add(Op.LOCAL_GET, 1).end();
    Module module = Modules.ofOneFunction(body.instructions());
    List<Long> before = Modules.results(module, ARGUMENTS);
    new Splitter(module, BUDGET).splitAll();
    assertThat(module.functions()).hasSizeGreaterThan(10);
    assertThat(Modules.results(module, ARGUMENTS)).isEqualTo(before);
  }

  @Test
  void a_small_function_stays_as_it_is() {
    Module module = Modules.ofOneFunction(Modules.bigSwitch(3));
    new Splitter(module, 10_000).splitAll();
    assertThat(module.functions()).hasSize(1);
    assertThat(module.globals()).isEmpty();
  }
}
