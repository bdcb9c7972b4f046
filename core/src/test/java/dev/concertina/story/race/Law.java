package dev.concertina.story.race;

import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What a write of one version means for both: the documentation's promise, without Concertina. */
interface Law {

  Words inserted(Side by, @Nullable String value);

  Words updated(Words before, Side by, @Nullable String value);

  /** A row that is put back with all columns of the table. */
  default Words putBack(Words words) {
    return words;
  }

  /** What a value is once MIGRATE is done. */
  default Words settled(Words words) {
    return words;
  }

  /** One column, one value: no migration, or a rename. */
  Law SAME =
      new Law() {
        @Override
        public Words inserted(Side by, @Nullable String value) {
          return new Words(value, value);
        }

        @Override
        public Words updated(Words before, Side by, @Nullable String value) {
          return new Words(value, value);
        }
      };

  /**
   * Two shapes. A write that changes nothing of its own shape leaves the other alone, and so does
   * an old value that {@code down} already says.
   */
  static Law converting(UnaryOperator<String> up, UnaryOperator<String> down) {
    return new Law() {
      @Override
      public Words inserted(Side by, @Nullable String value) {
        return by == Side.OLD
            ? new Words(value, apply(up, value))
            : new Words(apply(down, value), value);
      }

      @Override
      public Words updated(Words before, Side by, @Nullable String value) {
        if (by == Side.OLD) {
          return Objects.equals(value, apply(down, before.fresh()))
              ? new Words(value, before.fresh())
              : inserted(by, value);
        }
        return Objects.equals(value, before.fresh()) ? before : inserted(by, value);
      }
    };
  }

  /** A value stands in for NULL, whoever writes it. */
  static Law filled(String fill) {
    return new Law() {
      @Override
      public Words inserted(Side by, @Nullable String value) {
        return new Words(value, value);
      }

      @Override
      public Words updated(Words before, Side by, @Nullable String value) {
        return new Words(value, value);
      }

      @Override
      public Words settled(Words words) {
        return words.old() == null ? new Words(fill, fill) : words;
      }
    };
  }

  /** A new column that the server fills with a value of its own, once for each row. */
  Law VOLATILE =
      new Law() {
        @Override
        public Words inserted(Side by, @Nullable String value) {
          return by == Side.OLD ? new Words(value, Words.UNKNOWN) : new Words(null, value);
        }

        @Override
        public Words updated(Words before, Side by, @Nullable String value) {
          return by == Side.OLD ? new Words(value, before.fresh()) : new Words(before.old(), value);
        }
      };

  /** A new column that follows the old one until a new writer has given it a value. */
  static Law derived(UnaryOperator<String> up) {
    return new Law() {
      @Override
      public Words inserted(Side by, @Nullable String value) {
        return by == Side.OLD ? new Words(value, apply(up, value)) : new Words(null, value);
      }

      @Override
      public Words updated(Words before, Side by, @Nullable String value) {
        if (by == Side.NEW) {
          return new Words(before.old(), value);
        }
        return Objects.equals(value, before.old()) ? before : inserted(by, value);
      }

      @Override
      public Words putBack(Words words) {
        return words.fresh() == null ? new Words(words.old(), apply(up, words.old())) : words;
      }
    };
  }

  private static @Nullable String apply(UnaryOperator<String> function, @Nullable String value) {
    return value == null ? null : function.apply(value);
  }
}
