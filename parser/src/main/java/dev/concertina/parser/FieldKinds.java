package dev.concertina.parser;

import java.util.HashMap;
import java.util.Map;

/**
 * The kinds of nodes that the tree's JSON leaves out: a field that can hold one kind only holds the
 * bare object.
 */
final class FieldKinds {
  /** A kind, then the fields of that kind; a field that depends on its parent as parent.field. */
  private static final String TABLE =
      """
      BitString bsval
      Boolean boolval
      Float fval
      Integer ival
      Alias alias eref join_using_alias
      CTECycleClause cycle_clause
      CTESearchClause search_clause
      CollateClause collClause
      CreateStmt base
      FilterColumn filterColumns
      FromExpr jointree
      FuncCall funccall
      FuncExpr funcexpr
      Function functions
      GrantStmt action
      InferClause infer
      IntoClause into intoClause
      JsonAggConstructor constructor
      JsonBehavior on_empty on_error
      JsonFormat format
      JsonKeyValue arg
      JsonOutput output
      JsonReturning returning
      JsonTablePath path
      JsonTablePathSpec pathspec
      JsonValueExpr JsonArrayAgg.arg context_item expr val value
      ObjectWithArgs fromsql func CreateOpClassItem.name opername tosql
      OnConflictClause onConflictClause
      OnConflictExpr onConflict
      PartitionBoundSpec bound partbound
      PartitionSpec partspec
      PublicationTable pubtable
      Query subquery viewQuery
      RangeVar constrrel identitySequence name pktable rel relation sequence table typevar view
      RawStmt stmts
      ReturningClause returningClause
      RoleSpec authrole grantor newowner newrole owner role user
      ScanToken tokens
      SelectStmt larg rarg PLAssignStmt.val
      String extname sval
      Table tables
      TableFunc tablefunc
      TableSampleClause tablesample
      TypeName argType datatype ofTypename returnType sourcetype storedtype targettype typeName type_name
      VariableSetStmt setstmt
      WindowDef over
      WithClause withClause
      """;

  private static final Map<String, String> KINDS = read();

  private FieldKinds() {}

  static String kindOf(String parent, String field) {
    String special = KINDS.get(parent + "." + field);
    return special != null ? special : KINDS.getOrDefault(field, field);
  }

  private static Map<String, String> read() {
    Map<String, String> kinds = new HashMap<>();
    for (String line : TABLE.lines().toList()) {
      String[] words = line.strip().split(" ", -1);
      for (int i = 1; i < words.length; i++) {
        kinds.put(words[i], words[0]);
      }
    }
    return Map.copyOf(kinds);
  }
}
