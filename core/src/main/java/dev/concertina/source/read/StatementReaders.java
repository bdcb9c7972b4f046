package dev.concertina.source.read;

import dev.concertina.parser.PostgresParser;
import dev.concertina.source.fragment.Fragments;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The reader for each kind of statement. */
final class StatementReaders {

  private static final List<String> NEW_OBJECTS =
      List.of(
          "CompositeTypeStmt",
          "CreateDomainStmt",
          "CreateEnumStmt",
          "CreateExtensionStmt",
          "CreateFunctionStmt",
          "CreatePolicyStmt",
          "CreatePublicationStmt",
          "CreateRangeStmt",
          "CreateSchemaStmt",
          "CreateSeqStmt",
          "CreateStatsStmt",
          "CreateTableAsStmt",
          "CreateTrigStmt",
          "RuleStmt",
          "ViewStmt");

  private static final List<String> DATA = List.of("InsertStmt", "DeleteStmt", "MergeStmt");

  private final Map<String, StatementReader> byKind = new HashMap<>();

  StatementReaders(PostgresParser parser) {
    Slices slices = new Slices(new Fragments(parser));
    byKind.put("AlterEnumStmt", new EnumReader());
    byKind.put("GrantStmt", new RightsReader());
    AlterObjectReader.STATEMENTS.forEach(kind -> byKind.put(kind, new AlterObjectReader()));
    byKind.put("CommentStmt", new CommentReader());
    byKind.put("AlterTableStmt", new AlterTableReader(slices));
    byKind.put("RenameStmt", new RenameReader());
    byKind.put("DropStmt", new DropReader());
    byKind.put("CreateStmt", new CreateTableReader());
    byKind.put("IndexStmt", new CreateIndexReader());
    byKind.put("UpdateStmt", new UpdateReader(slices));
    byKind.put("TransactionStmt", new TransactionReader());
    byKind.put("ConstraintsSetStmt", statement -> Reading.nothing());
    NEW_OBJECTS.forEach(kind -> byKind.put(kind, new NewObjectReader()));
    DATA.forEach(kind -> byKind.put(kind, DataChanges::refused));
  }

  Reading read(Written statement) {
    return byKind.getOrDefault(statement.tree().kind(), OtherStatements::refused).read(statement);
  }
}
