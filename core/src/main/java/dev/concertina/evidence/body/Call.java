package dev.concertina.evidence.body;

/**
 * What may be the name of a function that is called.
 *
 * @param arguments how many it is given, {@link #ANY} if that is not known, {@link #FIELD} where it
 *     is written like a field of a row ({@code u.label} for {@code label(u)})
 */
public record Call(Name function, int arguments) {

  static final int ANY = -1;

  static final int FIELD = -2;

  /**
   * Whether a function may be meant.
   *
   * @param least how many arguments have no default
   * @param variadic whether it takes any number
   * @param ofRow whether its first argument is a row
   */
  public boolean mayCall(int least, int most, boolean variadic, boolean ofRow) {
    return switch (arguments) {
      case ANY -> true;
      case FIELD -> ofRow && least <= 1;
      default -> arguments >= least - (variadic ? 1 : 0) && (variadic || arguments <= most);
    };
  }
}
