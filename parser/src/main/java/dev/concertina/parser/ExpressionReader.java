package dev.concertina.parser;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Takes the one expression out of {@code SELECT <expression>}, or refuses the text. */
final class ExpressionReader {
  /** What a SELECT without any clause has; every clause adds a field. */
  private static final Set<String> BARE_SELECT = Set.of("targetList", "limitOption", "op");

  private final List<Token> tokens;
  private final SourceMap source;

  private ExpressionReader(PostgresParser.Parsed parsed) {
    this.source = parsed.source();
    this.tokens = parsed.scan().tokens();
  }

  static ParsedExpression read(String sql, PostgresParser.Parsed parsed) {
    ExpressionReader reader = new ExpressionReader(parsed);
    Node tree = reader.onlyExpression(parsed.rawStatements());
    int start = reader.tokens.get(0).start();
    int end = reader.tokens.get(reader.tokens.size() - 1).end();
    return new ParsedExpression(sql, start, end, tree, reader.columns(tree));
  }

  private Node onlyExpression(List<Node> rawStatements) {
    Optional<Token> semicolon = tokens.stream().filter(t -> t.is(";")).findFirst();
    if (semicolon.isPresent() || rawStatements.size() != 1) {
      throw refused("a semicolon is not part of an expression", semicolon.map(Token::start));
    }
    // SELECT ALL x has the tree of SELECT x.
    if (!tokens.isEmpty() && tokens.get(0).is("ALL")) {
      throw refused("ALL does not begin an expression", Optional.of(tokens.get(0).start()));
    }
    Node select = rawStatements.get(0).node("stmt").orElseThrow();
    List<Node> targets = select.nodes("targetList");
    boolean bare = select.is("SelectStmt") && BARE_SELECT.containsAll(select.fields());
    if (!bare || !"SETOP_NONE".equals(select.text("op").orElse("")) || targets.size() != 1) {
      throw refused("not exactly one expression", Optional.empty());
    }
    Node target = targets.get(0);
    if (target.fields().contains("name")) {
      throw refused("an expression has no name of its own", Optional.empty());
    }
    return target.node("val").orElseThrow();
  }

  private List<ColumnReference> columns(Node tree) {
    List<ColumnReference> columns = new ArrayList<>();
    for (Node node : tree.descendants().filter(n -> n.is("ColumnRef")).toList()) {
      if (node.nodes("fields").stream().anyMatch(part -> part.is("A_Star"))) {
        throw refused("a star does not name a column", node.offset());
      }
      columns.add(reference(node));
    }
    columns.sort(Comparator.comparingInt(ColumnReference::start));
    return columns;
  }

  private ColumnReference reference(Node node) {
    List<String> names = node.texts("fields");
    int start = node.offset().orElseThrow();
    int at = 0;
    while (tokens.get(at).start() < start) {
      at++;
    }
    int last = lastOfName(at);
    for (int part = 1; part < names.size(); part++) {
      // One token for the dot, then the next name.
      last = lastOfName(last + 2);
    }
    return new ColumnReference(names, start, tokens.get(last).end(), node);
  }

  /** The index of the last token of the name at an index: U&"" may be followed by UESCAPE ''. */
  private int lastOfName(int at) {
    boolean escaped = at + 2 < tokens.size() && tokens.get(at + 1).is("UESCAPE");
    boolean unicode = tokens.get(at).text().regionMatches(true, 0, "U&\"", 0, 3);
    return escaped && unicode ? at + 2 : at;
  }

  private SqlSyntaxException refused(String message, Optional<Integer> offset) {
    return new SqlSyntaxException(message, source, offset.orElse(0));
  }
}
