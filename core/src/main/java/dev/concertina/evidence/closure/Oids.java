package dev.concertina.evidence.closure;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/** Sets of the numbers by which the catalog knows its objects. */
final class Oids {

  /** Oids below are of objects that initdb made. */
  private static final long FIRST_USER_OID = 16_384;

  private Oids() {}

  static boolean isUsers(long oid) {
    return oid >= FIRST_USER_OID;
  }

  /** Those of users' objects that are not known yet. */
  static Set<Long> fresh(Collection<Long> oids, Set<Long> known) {
    Set<Long> fresh = new HashSet<>(oids);
    fresh.removeIf(oid -> !isUsers(oid) || known.contains(oid));
    return fresh;
  }
}
