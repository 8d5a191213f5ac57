package io.descent.api;

/** The version of this program. */
public final class Version {
  private Version() {}

  /** The version that the jar was built as, or {@code development} outside a jar. */
  public static String text() {
    String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
