package dev.concertina.engine;

import dev.concertina.parser.Node;
import dev.concertina.parser.ParsedStatement;
import dev.concertina.parser.PostgresParser;
import dev.concertina.plan.Phase;
import dev.concertina.plan.Plan;
import dev.concertina.plan.Statement;
import dev.concertina.plan.Step;
import dev.concertina.plan.TableLock;
import dev.concertina.plan.Work;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.QualifiedName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Reads from a step of CONTRACT whether the old shape is whole after it: it only looks, builds an
 * index, adds or proves a constraint. What cannot be told to be one of these is none.
 */
final class Additions {

  private final PostgresParser parser;

  Additions(PostgresParser parser) {
    this.parser = parser;
  }

  /** What the step puts beside the old shape; empty if it may do anything else to it. */
  Optional<List<Addition>> of(Plan plan, Step step) {
    return step.accept(new Reader(plan));
  }

  /** Whether nothing leads back from the step but what CONTRACT has retired. */
  boolean isLoss(Plan plan, Step step) {
    return of(plan, step).isEmpty();
  }

  private Stream<Node> trees(Statement statement) {
    return parser.parse(statement.sql()).statements().stream().map(ParsedStatement::tree);
  }

  private static QualifiedName name(Node range) {
    return new QualifiedName(
        new Identifier(range.text("schemaname").orElse("public")),
        new Identifier(range.text("relname").orElseThrow()));
  }

  private final class Reader implements Step.Visitor<Optional<List<Addition>>> {

    private final Plan plan;

    private Reader(Plan plan) {
      this.plan = plan;
    }

    @Override
    public Optional<List<Addition>> ddl(Step.Ddl step) {
      List<QualifiedName> locked = step.locks().stream().map(TableLock::table).toList();
      List<Addition> added = new ArrayList<>();
      Set<String> dropped = new HashSet<>();
      for (Statement statement : step.statements()) {
        // The sync itself finishes what writers have left.
        if (statement.work() == Work.KEYS) {
          continue;
        }
        for (Node tree : trees(statement).toList()) {
          if (!tree.is("AlterTableStmt") || !constraints(tree, locked, added, dropped)) {
            return Optional.empty();
          }
        }
      }
      added.stream()
          .filter(Addition.Constraint.class::isInstance)
          .map(Addition.Constraint.class::cast)
          .forEach(constraint -> dropped.remove(constraint.name().value()));
      return dropped.isEmpty() ? Optional.of(added) : Optional.empty();
    }

    /**
     * Whether an ALTER TABLE does nothing but add and prove constraints; one that drops what it
     * adds makes itself repeatable.
     */
    private static boolean constraints(
        Node tree, List<QualifiedName> locked, List<Addition> added, Set<String> dropped) {
      QualifiedName table = name(tree.node("relation").orElseThrow());
      for (Node command : tree.nodes("cmds")) {
        Optional<String> name =
            command.text("name").or(() -> command.node("def").flatMap(def -> def.text("conname")));
        String does = command.text("subtype").orElse("");
        if (name.isEmpty()) {
          return false;
        } else if (does.equals("AT_AddConstraint")) {
          added.add(new Addition.Constraint(table, new Identifier(name.get()), locked));
        } else if (does.equals("AT_DropConstraint") && command.flag("missing_ok")) {
          dropped.add(name.get());
        } else if (!does.equals("AT_ValidateConstraint")) {
          return false;
        }
      }
      return !locked.isEmpty();
    }

    @Override
    public Optional<List<Addition>> buildIndex(Step.BuildIndex step) {
      return Optional.of(List.of(new Addition.Index(step.index(), step.table())));
    }

    @Override
    public Optional<List<Addition>> buildPartitionedIndex(Step.BuildPartitionedIndex step) {
      List<QualifiedName> indexes = new ArrayList<>(List.of(step.index()));
      step.statements().stream()
          .flatMap(Additions.this::trees)
          .filter(tree -> tree.is("IndexStmt"))
          .map(
              tree ->
                  name(tree.node("relation").orElseThrow())
                      .sibling(new Identifier(tree.text("idxname").orElseThrow())))
          .filter(index -> !indexes.contains(index))
          .forEach(indexes::add);
      return Optional.of(List.of(new Addition.PartitionedIndex(step.table(), indexes)));
    }

    /** One that the plan itself has built stood in for another until now. */
    @Override
    public Optional<List<Addition>> dropIndex(Step.DropIndex step) {
      return plan.phase(Phase.MIGRATE).steps().stream()
          .filter(Step.BuildIndex.class::isInstance)
          .map(Step.BuildIndex.class::cast)
          .filter(build -> build.index().equals(step.index()))
          .findFirst()
          .map(build -> List.<Addition>of(new Addition.StandIn(build)));
    }

    @Override
    public Optional<List<Addition>> backfill(Step.Backfill step) {
      return Optional.empty();
    }

    @Override
    public Optional<List<Addition>> verify(Step.Verify step) {
      return Optional.of(List.of());
    }

    @Override
    public Optional<List<Addition>> findDuplicates(Step.FindDuplicates step) {
      return Optional.of(List.of());
    }

    @Override
    public Optional<List<Addition>> gate(Step.Gate step) {
      return Optional.of(List.of());
    }
  }
}
