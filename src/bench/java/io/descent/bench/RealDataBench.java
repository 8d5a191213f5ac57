package io.descent.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.apache.spark.sql.SparkSession;

/**
 * Seconds from a file of real rows to a saved model whose loss on held-out rows is within 1 % of
 * the least that any of the programs reaches with any of its settings: Descent on both engines,
 * with options and with none, spark.ml, liblinear, Vowpal Wabbit and Tribuo, as {@link PeerTable}
 * has it; of classes the loss is that of a softmax. All read the same rows ({@link RealData}).
 *
 * <pre>{@code
 * mvn -B test-compile exec:exec -P bench -Dbench="io.descent.bench.RealDataBench DATA"
 * }</pre>
 *
 * <p>Arguments: the folder of the data ({@code a9a}, {@code 20newsgroups-bow}, {@code kddcup99},
 * {@code flights-3m} and {@code fashion-mnist} in it), rounds [5; 0 only looks for settings],
 * training rows of flights [500,000], names of data and of programs [all; descent local is the
 * unit]. Rows, and what settings came to, are kept in {@code target/real}. {@code smoke} instead
 * trains each once with options, in this process, on digits.
 */
public final class RealDataBench {
  private static final double NEAR = 1.01;
  private static final Path FOLDER = Path.of("target", "real").toAbsolutePath();

  private RealDataBench() {}

  /** Prints the tables. */
  public static void main(String[] args) throws IOException, InterruptedException {
    Locale.setDefault(Locale.ROOT);
    if (args.length == 0) {
      throw new IllegalArgumentException("the first argument is the folder of the data, or smoke");
    }
    if (args[0].equals("smoke")) {
      RealData digits = RealData.table("digits", "data/digits.csv", null, true, "target", null);
      List<Peer> peers =
          PeerProcess.peers().stream().filter(peer -> !peer.name().endsWith("auto")).toList();
      measure(digits, peers, 1, true);
      return;
    }
    Path from = Path.of(args[0]);
    int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 5;
    int flights = args.length > 2 ? Integer.parseInt(args[2]) : 500_000;
    List<String> names = args.length > 3 ? List.of(args).subList(3, args.length) : List.of();
    List<Peer> peers = named(PeerProcess.peers(), Peer::name, names);
    for (RealData data : named(all(from, flights), RealData::name, names)) {
      measure(data, peers, rounds, false);
    }
  }

  /** Those that are named; all where none of them is. */
  private static <T> List<T> named(List<T> all, Function<T, String> name, List<String> names) {
    List<T> some = all.stream().filter(one -> names.contains(name.apply(one))).toList();
    return some.isEmpty() ? all : some;
  }

  private static List<RealData> all(Path from, int flights) {
    return List.of(
        RealData.vectors("a9a", from + "/a9a/a9a", from + "/a9a/a9a.t", 2, 123, 1),
        RealData.vectors(
            "20newsgroups",
            from + "/20newsgroups-bow/20news-bow-train.svm.gz",
            from + "/20newsgroups-bow/20news-bow-test.svm.gz",
            20,
            134_055,
            0),
        RealData.table(
            "kddcup99",
            from + "/kddcup99/kddcup.data_10_percent.gz",
            from + "/kddcup99/corrected.gz",
            false,
            null,
            "c42 = 'normal.'"),
        RealData.table(
                "flights", from + "/flights-3m/flights-3m.parquet", null, true, null, "delay > 15")
            .atMost(flights),
        RealData.vectors(
            "fashion-mnist",
            from + "/fashion-mnist/train-images-idx3-ubyte.gz",
            from + "/fashion-mnist/t10k-images-idx3-ubyte.gz",
            10,
            0,
            1 / 255.0));
  }

  private static void measure(RealData data, List<Peer> peers, int rounds, boolean smoke)
      throws IOException, InterruptedException {
    boolean cut = data.most() < Integer.MAX_VALUE;
    Path folder = FOLDER.resolve(data.name() + (cut ? "-" + data.most() : ""));
    RealData readable =
        data.train().endsWith(".parquet") && PeerData.find(folder) == null ? asCsv(data) : data;
    PeerTable table = new PeerTable(readable.in(folder), peers, smoke).near(NEAR);
    if (rounds > 0) {
      table.print(data.name(), rounds, "descent local");
    }
  }

  /** Parquet as CSV, which the local engine reads too. */
  private static RealData asCsv(RealData data) throws IOException {
    Path folder = FOLDER.resolve(data.name() + "-csv");
    try (SparkSession spark =
        SparkSession.builder()
            .master("local[2]")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.ui.enabled", "false")
            .getOrCreate()) {
      spark.sparkContext().setLogLevel("ERROR");
      spark
          .read()
          .parquet(data.train())
          .write()
          .mode("overwrite")
          .option("header", "true")
          .option("timestampFormat", "yyyy-MM-dd'T'HH:mm:ss")
          .option("timestampNTZFormat", "yyyy-MM-dd'T'HH:mm:ss")
          .csv(folder.toString());
    }
    return data.trainedOn(folder.toString());
  }
}
