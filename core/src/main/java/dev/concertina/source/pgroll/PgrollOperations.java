package dev.concertina.source.pgroll;

import dev.concertina.parser.PostgresParser;
import dev.concertina.source.fragment.Fragments;
import dev.concertina.source.word.Given;
import dev.concertina.source.word.Place;
import dev.concertina.source.word.Spoken;
import dev.concertina.source.yaml.YamlNode;
import java.util.List;
import java.util.stream.Stream;

/**
 * Reads a file of pgroll's. What Concertina does for its operations is its own: expand–contract in
 * place, with versions only where a name has two shapes. Safe for any thread.
 */
public final class PgrollOperations {

  /** The key that tells pgroll's files from Concertina's. */
  public static final String OPERATIONS = "operations";

  private static final List<String> KEYS = List.of("name", "version_schema", OPERATIONS);

  private final Fragments fragments;
  private final List<Operation> operations;

  public PgrollOperations(PostgresParser parser) {
    this.fragments = new Fragments(parser);
    Expressions expressions = new Expressions(fragments);
    this.operations =
        Stream.of(
                TableOperations.all(),
                new OtherOperations(parser, expressions).all(),
                List.of(AlterColumn.operation(expressions)))
            .flatMap(List::stream)
            .toList();
  }

  /**
   * What the operations of a file amount to, in their order.
   *
   * @param withValues whether {@code up} and {@code down} matter
   * @throws dev.concertina.change.MigrationException if an operation is not pgroll's, or one that
   *     Concertina has no counterpart for
   */
  public List<Spoken> read(YamlNode.Mapping root, Place place, boolean withValues) {
    root.entries().stream()
        .filter(entry -> !KEYS.contains(entry.key()))
        .findFirst()
        .ifPresent(
            entry -> {
              throw place.unknown(entry.line(), entry.key(), KEYS);
            });
    return root.entries().stream()
        .filter(entry -> entry.key().equals(OPERATIONS))
        .flatMap(entry -> items(entry.value(), place).stream())
        .flatMap(item -> spoken(item, place, withValues).stream())
        .toList();
  }

  private static List<YamlNode> items(YamlNode node, Place place) {
    if (node instanceof YamlNode.Items list && !list.items().isEmpty()) {
      return list.items();
    }
    throw place.misfit(
        node.line(), OPERATIONS + " is a list that is not empty.", "List the operations.");
  }

  private List<Spoken> spoken(YamlNode item, Place place, boolean withValues) {
    if (!(item instanceof YamlNode.Mapping mapping) || mapping.entries().size() != 1) {
      throw place.misfit(item.line(), "Each operation is a mapping with one key.", "Split it.");
    }
    YamlNode.Entry entry = mapping.entries().get(0);
    Operation operation =
        operations.stream()
            .filter(known -> known.name().equals(entry.key()))
            .findFirst()
            .orElseThrow(
                () ->
                    place
                        .under(OPERATIONS)
                        .unknown(
                            entry.line(),
                            entry.key(),
                            operations.stream().map(Operation::name).toList()));
    Place at = new Place(place.file(), operation.name());
    operation.form().check(entry.value(), at);
    List<YamlNode.Entry> all = ((YamlNode.Mapping) entry.value()).entries();
    List<YamlNode.Entry> fields =
        withValues
            ? Values.inBrackets(operation.name(), all)
            : Values.leftOut(operation.name(), all);
    Given given = new Given(at, fragments, new YamlNode.Mapping(entry.line(), fields));
    return operation.meaning().apply(given);
  }
}
