package io.descent.cli;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.descent.data.idx.IdxBytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever a person gets wrong ends with one line that says where, what was found, what is allowed
 * and what to do, and with the documented code; a model that is there is left as it is.
 */
class BadInputTest {
  @TempDir static Path dir;

  private static SortedMap<String, String> before;

  /** A mistake: the words of a command, {@code @} standing for the folder of the files. */
  private record Mistake(String name, int code, List<String> args, List<String> says) {
    Mistake onSpark() {
      return new Mistake(
          name, code, args.stream().map(w -> w.equals("local") ? "spark" : w).toList(), says);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** Beginnings of commands. A tilde stands for a blank inside a word. */
  private static final Map<String, String> SHORTHANDS = new LinkedHashMap<>();

  static {
    SHORTHANDS.put("TABLE", "OVER --label target --data");
    SHORTHANDS.put("OVER", "TRAIN --model @/model --overwrite");
    SHORTHANDS.put("COUNTS", "train --engine local --quiet --model @/model --overwrite");
    SHORTHANDS.put("TRAIN", "train --engine local --loss logistic --steps 3 --quiet");
    SHORTHANDS.put(
        "PREDICT", "predict --engine local --quiet --output @/new --model @/model --data");
    SHORTHANDS.put("EVALUATE", "evaluate --engine local --quiet --model @/model --data");
  }

  private static final String DATA =
      """
      missing file | 66 | OVER --data @/no.libsvm
          | @/no.libsvm: no such file | @ exists but holds no "no.libsvm" | check the path
      missing test file | 66 | OVER --data @/ok.libsvm --test @/no.libsvm
          | @/no.libsvm: no such file
      pattern without match | 66 | OVER --data @/*.svm
          | no file matches
      empty file | 65 | OVER --data @/empty.libsvm
          | @/empty.libsvm: has no rows | at least one is needed
      folder without data | 66 | OVER --data @/nothing
          | @/nothing: the folder holds no files
      folder of hidden files | 66 | OVER --data @/hidden
          | @/hidden: the folder holds no files | names that begin with _ or . do not count
      empty path in a list | 64 | OVER --data @/ok.libsvm,,@/ok.libsvm
          | an empty path | remove the extra comma
      not LIBSVM | 65 | OVER --data @/prose.txt
          | @/prose.txt:1: | not LIBSVM | "Call me Ishmael." | label index:value
          | --format csv
      1: | 65 | OVER --data @/no-value.libsvm
          | @/no-value.libsvm:3: | "1:" has no value | an entry is index:value
          | mend or drop the line
      :1 | 65 | OVER --data @/no-index.libsvm
          | @/no-index.libsvm:3: | ":1" is not an entry | an entry is index:value
          | mend or drop the line
      185a as an entry | 65 | OVER --data @/no-colon.libsvm
          | @/no-colon.libsvm:3: | "185a" | an entry is index:value
      185a as a label | 65 | OVER --data @/label.libsvm
          | @/label.libsvm:3: | label "185a" | a finite number | mend or drop the line
      1:nan | 65 | OVER --data @/nan.libsvm
          | @/nan.libsvm:3: | value "nan" of index 1 | a decimal number
          | mend or drop the line
      1:1e999 | 65 | OVER --data @/huge.libsvm
          | @/huge.libsvm:3: | "1e999" | range of a double | mend or drop the line
      index 0 | 65 | OVER --data @/zero.libsvm
          | @/zero.libsvm:3: | index 0 in "0:1" | indices begin at 1 | add 1
      descending index | 65 | OVER --data @/descending.libsvm
          | @/descending.libsvm:3: | index 2 after 3 | ascend | sort the line
      repeated index | 65 | OVER --data @/twice.libsvm
          | @/twice.libsvm:3: | index 3 twice | at most once | drop repetitions
      NaN label | 65 | OVER --data @/nan-label.libsvm
          | @/nan-label.libsvm:3: | label "nan" | a finite number | mend or drop the line
      label beyond the loss | 65 | OVER --data @/five.libsvm
          | @/five.libsvm: the labels are 0, 1, 5 | allowed are 0 and 1, or -1 and +1
          | --positive
      label beyond the loss in test data | 65 | OVER --data @/ok.libsvm --test @/five.libsvm
          | @/five.libsvm: the labels are 0, 1, 5 | allowed are 0 and 1, or -1 and +1
      label beyond the loss in a table | 65 | TABLE @/three.csv
          | label column 'target' | '2' | takes 0 and 1, or -1 and +1 | --positive
      negative label of poisson | 65 | COUNTS --loss poisson --data @/negative.libsvm
          | @/negative.libsvm:3: label -2 | takes numbers of at least 0 | mend or drop
      label 0 of gamma | 65 | COUNTS --loss gamma --data @/ok.libsvm
          | @/ok.libsvm:2: label 0 | takes numbers above 0 | mend or drop
      negative label of poisson in test data | 65
          | COUNTS --loss poisson --data @/ok.libsvm --test @/negative.libsvm
          | @/negative.libsvm:3: label -2 | takes numbers of at least 0
      negative label of poisson in a table | 65
          | COUNTS --loss poisson --label a --data @/negative.csv
          | @/negative.csv:3: column 'a' | found '-2.5' | takes numbers of at least 0
      label 0 of gamma in a table | 65 | COUNTS --loss gamma --label target --data @/ok.csv
          | @/ok.csv:2: column 'target' | found '0' | takes numbers above 0
      label 0 of gamma in test data of a table | 65
          | COUNTS --loss gamma --label a --data @/ok.csv --test @/negative.csv
          | @/negative.csv:3: column 'a' | found '-2.5' | takes numbers above 0
      text as a count | 65 | COUNTS --loss poisson --label b --data @/text.csv
          | @/text.csv:3: column 'b' | found 'x' | takes numbers of at least 0
      NaN label in a table | 65 | TABLE @/nan.csv
          | label column 'target' | 'nan' | takes 0 and 1
      index beyond --features | 65 | OVER --features 2 --data @/ok.libsvm
          | @/ok.libsvm:2: | index 3 | --features is 2 | larger --features
      index in test data beyond the model | 65
          | OVER --data @/ok.libsvm --test @/index-9.libsvm
          | @/index-9.libsvm:3: | index 9 | the model has 3 features | --features
      index in evaluated data beyond the model | 65 | EVALUATE @/index-9.libsvm
          | @/index-9.libsvm:3: | index 9 | the model has 3 features | --features
      label that training did not have | 65
          | train --engine local --loss multinomial --quiet --model @/model --overwrite
            --label target --data @/xy.csv --test @/xyz.csv
          | @/xyz.csv:4: column 'target' | 'z' | 'x', 'y'
      label that one-versus-rest training did not have | 65
          | OVER --multiclass ovr --data @/ok.libsvm --test @/five.libsvm
          | @/five.libsvm:3: | label 5 was not in the training data, which have 0, 1
      one class | 65 | OVER --multiclass ovr --data @/one.libsvm
          | all labels are the same | at least two
      list of labels where one is asked for | 65 | OVER --data @/sets.libsvm
          | @/sets.libsvm:2: | the labels "a,b" are a list | --multilabel true
      label that training did not have among several | 65
          | OVER --multilabel true --data @/sets.libsvm --test @/more-sets.libsvm
          | @/more-sets.libsvm:2: | label c was not in the training data, which have 1, a, b
      empty label in a list | 65 | OVER --multilabel true --data @/gap.libsvm
          | @/gap.libsvm:1: | the labels "a,,b" have an empty one | label,label index:value
      no labels at all | 65 | OVER --multilabel true --data @/unlabelled.libsvm
          | no row has a label | at least one is needed
      neither 0 nor 1 in a column of a label | 65 | OVER --label b,target --data @/three.csv
          | @/three.csv:2: column 'b' | '2' | 1 where the row has the label, else 0
      neither 0 nor 1 in a column of a label of test data | 65
          | OVER --label target,b --data @/flags.csv --test @/three.csv
          | @/three.csv:2: column 'b' | '2' | 1 where the row has the label
      label column twice | 64 | OVER --label b,b --data @/flags.csv
          | --label names 'b' twice | name it once
      empty name of a label column | 64 | OVER --label b, --data @/flags.csv
          | --label b, has an empty name | remove the extra comma
      unknown column among labels | 64 | OVER --label b,targit --data @/flags.csv
          | --label | 'targit' | did you mean 'target'
      column list beside regression | 64
          | train --engine local --loss squared --label a,b --data @/no --model @/x
          | --label a,b, a list of columns, does not apply to --loss squared | logistic, hinge
      unknown label column | 64 | OVER --label targit --data @/ok.csv
          | --label | 'targit' | did you mean 'target' | a, b, target
      unknown numeric column | 64 | TABLE @/ok.csv --numeric a,bb
          | --numeric | 'bb' | did you mean 'b' | a, b, target
      unknown column in --positive | 64 | OVER --data @/ok.csv --positive tagret~>~1
          | --positive | 'tagret' | 'target'
      column of the model that test data lack | 65 | TABLE @/ok.csv --test @/renamed.csv
          | 'b' | a, c, target
      text in a numeric column | 65 | TABLE @/text.csv --numeric a,b
          | @/text.csv:3: column 'b' | 'x' | a number is needed | --categorical
      text in a numeric column of test data | 65 | TABLE @/ok.csv --test @/text.csv
          | @/text.csv:3: column 'b' | 'x'
      wrong number of fields | 65 | TABLE @/fields.csv
          | @/fields.csv:3: | 2 fields | 3 columns | add or remove commas
      line break inside quotes | 65 | TABLE @/break.csv
          | @/break.csv:3: | a line break inside quotes | a record is one line
          | remove line breaks
      headers that differ | 65 | TABLE @/two
          | @/two/2.csv:1: | column 2 is 'c' | not 'b' | @/two/1.csv
      header without rows | 65 | TABLE @/header.csv
          | no rows | at least one is needed
      empty CSV | 65 | TABLE @/empty.csv
          | @/empty.csv: the file is empty | a header and rows are needed
      UTF-16 CSV | 65 | TABLE @/utf16.csv
          | @/utf16.csv: | UTF-16 | only UTF-8 is read | iconv
      UTF-16 LIBSVM | 65 | OVER --data @/utf16.libsvm
          | @/utf16.libsvm: | UTF-16 | only UTF-8 is read | iconv
      truncated .gz | 65 | OVER --data @/cut.libsvm.gz
          | @/cut.libsvm.gz: | ends in the middle | copied whole
      table without a label | 64 | OVER --data @/ok.csv
          | --label COLUMN | --positive
      formats that differ | 64 | OVER --data @/ok.libsvm,@/ok.csv
          | @/ok.libsvm is libsvm | @/ok.csv is csv | --format
      LIBSVM with a label column | 64 | OVER --data @/ok.libsvm --label x
          | --label is for tables | --format
      index in data to predict beyond the model | 65 | PREDICT @/index-9.libsvm
          | @/index-9.libsvm:3: | index 9 | the model has 3 features
      predictions of nothing | 66 | PREDICT @/no.libsvm
          | @/no.libsvm: no such file
      predictions for text in a numeric column | 65
          | predict --engine local --output @/new --model @/table-model --data @/text.csv
          | @/text.csv:3: column 'b' | 'x'
      predictions without a column of the model | 65
          | predict --engine local --output @/new --model @/table-model --data @/renamed.csv
          | 'b' | a, c, target
      predictions of a truncated .gz | 65 | PREDICT @/cut.libsvm.gz
          | @/cut.libsvm.gz: | ends in the middle
      images without labels | 66 | OVER --data @/alone-images-idx3-ubyte
          | @/alone-images-idx3-ubyte: there is no file of labels beside it
          | looked for @/alone-labels-idx1-ubyte, @/alone-labels-idx1-ubyte.gz | put it there
      test images without labels | 66
          | OVER --data @/ok.libsvm --test @/alone-images-idx3-ubyte
          | @/alone-images-idx3-ubyte: there is no file of labels beside it
      evaluated images without labels | 66 | EVALUATE @/alone-images-idx3-ubyte
          | @/alone-images-idx3-ubyte: there is no file of labels beside it
      labels in the place of images | 65 | OVER --data @/few-labels-idx1-ubyte
          | @/few-labels-idx1-ubyte: has one dimension | images have two or more | give their file
      fewer labels than images | 65 | OVER --data @/few-images-idx3-ubyte
          | @/few-labels-idx1-ubyte: has 2 labels | @/few-images-idx3-ubyte has 3 rows
          | give the two files that belong together
      truncated images | 65 | OVER --data @/cut-images-idx3-ubyte
          | @/cut-images-idx3-ubyte: has 50 bytes
          | its header says 3 × 3 × 4 of type unsigned byte, which are 52 | copied whole
      truncated images, compressed again | 65 | OVER --data @/short-images-idx3-ubyte.gz
          | @/short-images-idx3-ubyte.gz: inflates to 50 bytes | which are 52 | copied whole
      truncated .gz of images | 65 | OVER --data @/half-images-idx3-ubyte.gz
          | @/half-images-idx3-ubyte.gz: | ends in the middle | copied whole
      images of two sizes | 65 | OVER --data @/sizes
          | @/sizes/b-images-idx3-ubyte: has 6 numbers a row (1 × 2 × 3 of type unsigned byte)
          | @/sizes/a-images-idx3-ubyte has 12 | leave one out
      text as idx | 65 | OVER --format idx --data @/ok.libsvm
          | @/ok.libsvm: is not in idx format | found 31 20 31 3a | --format
      classes of images beyond the loss | 65 | OVER --data @/ok-images-idx3-ubyte
          | the labels are 0, 1, 2 | allowed are 0 and 1, or -1 and +1
          | --positive "label > 1"
      images with a label column | 64 | OVER --data @/ok-images-idx3-ubyte --label x
          | --label is for tables | the data are idx images | --format
      images with a dimension | 64 | OVER --data @/ok-images-idx3-ubyte --features 12
          | --features is the dimension of LIBSVM data | leave it out
      images of another size than the model's | 65 | EVALUATE @/ok-images-idx3-ubyte
          | @/ok-images-idx3-ubyte (3 × 3 × 4 of type unsigned byte): a row has 12 numbers
          | the model has 3 features | of the size that it was trained on
      predictions of truncated images | 65 | PREDICT @/three-images-idx2-ubyte.gz
          | @/three-images-idx2-ubyte.gz: inflates to 17 bytes | which are 18
      images for a model of tables | 65
          | evaluate --engine local --quiet --model @/table-model --data @/ok-images-idx3-ubyte
          | @/ok-images-idx3-ubyte: is idx | csv
      table for a model of vectors | 65 | EVALUATE @/ok.csv
          | @/ok.csv: is csv | LIBSVM
      vectors for a model of tables | 65
          | evaluate --engine local --quiet --model @/table-model --data @/ok.libsvm
          | @/ok.libsvm: is libsvm | csv
      missing model | 66 | evaluate --engine local --quiet --model @/no --data @/ok.libsvm
          | @/no: there is no such model | check the path
      folder that is no model | 65
          | evaluate --engine local --quiet --model @/hidden --data @/ok.libsvm
          | @/hidden: is not a Descent model | model.json
      inspected folder is missing | 66 | inspect @/no
          | @/no: there is no such model
      unknown class of data in Parquet | 64 | TABLE @/ok.csv --format parquet
          | @/ok.csv | parquet is read by Spark only | --engine spark
      groups of an unknown feature | 65
          | OVER --data @/ok.libsvm --group-lasso 1 --groups @/groups-9.csv
          | @/groups-9.csv:3: | there is no feature '9' | The 3 features are '1' … '3'
      factors of a mistyped column | 65
          | TABLE @/ok.csv --l1 1 --penalty-factors @/factors-aa.csv
          | @/factors-aa.csv:2: | there is no feature 'aa' | did you mean 'a'?
      training that diverges | 82
          | train --engine local --loss squared --sampling full --rate 1e9 --quiet
            --data @/ok.libsvm --model @/diverged
          | diverged at step 1 | 0.250000 | --rate 1E+8 | --standardize true
          | no model was written
      training that diverges by the optimal rate | 82
          | train --engine local --loss squared --sampling full --schedule optimal --l2 1e-14
            --quiet --data @/ok.libsvm --model @/diverged
          | diverged at step 1 | try a larger --l2, or bring | no model was written
      training that diverges at a rate of its own | 82
          | train --engine local --loss poisson --optimizer svrg --local-steps 400 --label target --quiet
            --data data/diabetes.csv --model @/diverged
          | diverged at step 0 | --rate 0.01 | no model was written
      training that diverges over a model | 82
          | train --engine local --loss squared --sampling full --rate 1e9 --quiet
            --data @/ok.libsvm --model @/model --overwrite --standardize true
          | diverged at step 1 | --rate 1E+8 | no model was written
      """;

  private static final String WORDS =
      """
      unknown command | 64 | trian --data @/ok.libsvm
          | 'trian' | did you mean train?
      option before the command | 64 | --quiet train
          | '--quiet' | train,
      unknown option | 64 | OVER --data @/ok.libsvm --stpes 5
          | --stpes | did you mean --steps?
      unknown option, nothing near | 64 | EVALUATE @/ok.libsvm --zzzzzzzzz
          | --zzzz | evaluate --help shows them all
      word that belongs to nothing | 64 | OVER --data @/ok.libsvm stray
          | 'stray' | options begin with --
      option without value | 64 | OVER --data
          | --data needs a value | PATHS
      option for a value | 64 | TRAIN --data --model @/x
          | --data needs | PATHS
      option given twice | 64 | OVER --data @/ok.libsvm --seed 1 --seed 2
          | --seed is given twice | give it once
      wrong choice | 64 | OVER --data @/ok.libsvm --optimizer sdg
          | --optimizer takes one of | sgd, momentum | got 'sdg'
      wrong number | 64 | OVER --data @/ok.libsvm --rate fast
          | --rate takes a number above 0 | got 'fast'
      unknown schedule | 64 | OVER --data @/no --schedule cosin~100
          | --schedule takes one or more of these | inverse-time K; | cosine N [end R=0];
          | got 'cosin 100': there is no schedule cosin; did you mean cosine?
      wrong number of a schedule | 64 | OVER --data @/no --schedule step~2~every~10
          | multi-step G at N | got 'step 2 every 10': step: factor must be in (0, 1], got 2.0
      schedule behind one that never ends | 64 | OVER --data @/no --schedule constant,cosine~10
          | constant never ends | give it 'for N'
      wrong schedule in the file | 78 | train --config @/schedule.properties
          | @/schedule.properties:2: | schedule takes one or more of these
          | got 'warmup 10': nothing follows warmup; add what it warms up for
      optimal rate without a penalty | 64 | OVER --data @/no --schedule optimal
          | --schedule optimal needs --l1 or --l2
      rate beside the optimal one | 64 | OVER --data @/no --schedule optimal --l2 0.1 --rate 1
          | --rate does not apply to --schedule optimal | leave it out
      negative number | 64 | OVER --data @/ok.libsvm --l2 -1
          | --l2 takes a number at least 0 | got '-1'
      wrong flag | 64 | TRAIN --data @/ok.libsvm --overwrite=maybe
          | --overwrite takes true or false | got 'maybe'
      word behind a flag | 64 | TRAIN --data @/ok.libsvm --overwrite yes
          | 'yes'
      empty value | 64 | OVER --data=
          | --data takes a text that is not empty | got ''
      no loss | 64 | train --data @/ok.libsvm --model @/x
          | --loss is required | squared
      no data | 64 | TRAIN --model @/x
          | --data is required | PATHS
      no model | 64 | TRAIN --data @/ok.libsvm
          | --model is required | DIR
      no model to evaluate | 64 | evaluate --data @/ok.libsvm
          | --model is required
      no data to evaluate | 64 | evaluate --model @/model
          | --data is required
      no model to inspect | 64 | inspect
          | inspect MODEL
      wrong value of evaluate | 64 | EVALUATE @/ok.libsvm --shards 0
          | --shards takes | got '0'
      two batches | 64 | OVER --data @/ok.libsvm --batch-size 3 --batch-fraction 0.5
          | --batch-size and --batch-fraction | give one
      batch that is not sampled | 64 | OVER --data @/ok.libsvm --batch-size 3 --sampling full
          | --batch-size goes with --sampling fixed | got --sampling full
      no fraction | 64 | OVER --data @/ok.libsvm --sampling bernoulli
          | --batch-fraction
      growth of no grammar | 64 | OVER --data @/no --batch-schedule times~2
          | --batch-schedule takes | "times F every STEPS max ROWS" | got 'times 2'
      growth that ends below its start | 64
          | OVER --data @/no --batch-size 99 --batch-schedule add~1~every~1~max~9
          | max 9 is below the batch size it begins with, 99
      growth of what does not grow | 64
          | OVER --data @/no --sampling full --batch-schedule add~1~every~1~max~999
          | --batch-schedule goes with --sampling fixed, epoch, with-replacement, stratified,
          | got --sampling full
      outer rule of no local steps | 64 | OVER --data @/no --outer-optimizer adam
          | --outer-optimizer needs --local-steps
      outer rate of no local steps | 64 | OVER --data @/no --outer-rate 0.5
          | --outer-rate needs --local-steps
      local steps of a fraction | 64
          | OVER --data @/no --local-steps 5 --batch-fraction 0.1
          | --batch-fraction does not go with --local-steps
      local steps of another sampling | 64
          | OVER --data @/no --local-steps 5 --sampling importance
          | --sampling epoch only, got importance
      local steps of sums | 64 | OVER --data @/no --local-steps 5 --optimizer ftrl
          | --local-steps does not go with --optimizer ftrl
      local steps at a rate that follows | 64
          | OVER --data @/no --local-steps 5 --schedule plateau
          | --schedule plateau follows the objective of all rows
      reduced variance of a kink | 64
          | train --engine local --loss hinge --model @/x --data @/no --optimizer svrg
          | --optimizer svrg needs a loss without kinks, and --loss hinge has one | logistic,
      reduced variance of lines | 64
          | train --engine local --loss quantile --model @/x --data @/no --optimizer svrg
          | --loss quantile has one | use squared,
      reduced variance with momentum | 64 | OVER --data @/no --optimizer svrg --momentum 0.5
          | --momentum does not apply to --optimizer svrg
      reduced variance that decays | 64 | OVER --data @/no --optimizer svrg --weight-decay 0.5
          | --weight-decay does not apply to --optimizer svrg
      reduced variance of a fraction | 64 | OVER --data @/no --optimizer svrg --batch-fraction 0.5
          | --batch-fraction does not go with --optimizer svrg
      reduced variance, clipped | 64 | OVER --data @/no --optimizer svrg --clip-norm 1
          | --clip-norm does not go with --optimizer svrg
      reduced variance of another sampling | 64
          | OVER --data @/no --optimizer svrg --sampling importance
          | --optimizer svrg | --sampling epoch only, got importance
      reduced variance at a falling rate | 64
          | OVER --data @/no --optimizer svrg --schedule inverse-sqrt
          | --schedule inverse-sqrt does not go with --optimizer svrg | --schedule constant
      growth of a fraction | 64
          | OVER --data @/no --batch-fraction 0.1 --batch-schedule add~1~every~1~max~999
          | --batch-schedule goes with | got --batch-fraction
      fraction of an exact batch | 64
          | OVER --data @/no --sampling epoch --batch-fraction 0.1
          | --batch-fraction goes with --sampling bernoulli, got --sampling epoch
      draws without number | 64
          | OVER --data @/no --sampling with-replacement --batch-size 9999999999
          | --batch-size | at most 1073741824 rows
      strata of a loss without classes | 64
          | train --engine local --loss squared --model @/x --data @/no --sampling stratified
          | --sampling stratified | --loss squared has no classes | --sampling fixed
      class weights of a loss without classes | 64
          | train --engine local --loss squared --model @/x --data @/no --class-weight balanced
          | --class-weight weighs classes | --loss squared has none | --weight
      class weights of no grammar | 64 | OVER --data @/no --class-weight 1=2
          | --class-weight takes balanced, or label:weight | got '1=2'
      class weight of nothing | 64 | OVER --data @/no --class-weight 0:1,1:0
          | --class-weight takes balanced, or label:weight | above 0 | got '0:1,1:0'
      class weight of a label that is not there | 64
          | train --engine local --loss multinomial --quiet --model @/model --overwrite
            --label target --data @/xy.csv --class-weight x:2,z:3
          | --class-weight: there is no label 'z'; the labels are x, y
      class weight of a label beyond the loss | 64 | OVER --data @/ok.libsvm --class-weight 2:3
          | --class-weight: there is no label '2'; the labels are 0 or -1 or false, 1 or true
      class weight twice | 64 | OVER --data @/ok.libsvm --class-weight -1:3,0:4
          | --class-weight: label '0' is given twice
      momentum of the plain rule | 64 | OVER --data @/ok.libsvm --optimizer sgd --momentum 0.5
          | --momentum does not apply to --optimizer sgd
      wrong criterion | 64 | OVER --data @/ok.libsvm --stop loss~0.3
          | --stop takes criteria separated by ';' | objective TOLERANCE [over EPOCHS] | time N[s|m|h]
          | got 'loss 0.3'
      two tolerances | 64 | OVER --data @/ok.libsvm --stop value~0.3 --tolerance 0.1
          | --tolerance and --stop exclude each other
      patience for nothing | 64 | OVER --data @/ok.libsvm --patience 3
          | --patience needs --validation or --validation-fraction
      two validations | 64
          | OVER --data @/ok.libsvm --validation @/ok.libsvm --validation-fraction .5
          | --validation and --validation-fraction exclude each other; give one
      validation that leaves nothing | 65 | OVER --data @/ok.libsvm --validation-fraction 1e-9
          | --validation-fraction 1e-9 leaves | 0 to validate with
      missing validation file | 66 | OVER --data @/ok.libsvm --validation @/no.libsvm
          | @/no.libsvm: no such file
      one versus rest beside regression | 64
          | train --engine local --loss squared --multiclass ovr --data @/no --model @/x
          | --multiclass does not apply to --loss squared | it goes with logistic, hinge
      one versus rest beside multinomial | 64
          | train --engine local --loss multinomial --multiclass ovr --data @/no --model @/x
          | --multiclass does not apply to --loss multinomial | it goes with logistic, hinge
      one versus rest of a condition | 64 | OVER --data @/no --multiclass ovr --positive a~>~1
          | --positive makes labels 0 and 1 | --multiclass is for classes | give one
      beta of a rule without | 64 | OVER --data @/no --optimizer nesterov --beta1 0.5
          | --beta1 does not apply to --optimizer nesterov | it goes with adam,
      beta of 1 | 64 | OVER --data @/no --optimizer adam --beta2 1
          | --beta2 takes a number in [0, 1) | got '1'
      negative rate | 64 | OVER --data @/no --optimizer adam --rate -0.1
          | --rate takes a number above 0 | got '-0.1'
      dampened Nesterov | 64 | OVER --data @/no --optimizer nesterov --dampening 0.5
          | --dampening does not apply to --optimizer nesterov | it goes with momentum
      centered plain rule | 64 | OVER --data @/no --optimizer sgd --centered true
          | --centered does not apply to --optimizer sgd | it goes with rmsprop
      epsilon of the plain rule | 64 | OVER --data @/no --optimizer sgd --adaptive-epsilon 1
          | --adaptive-epsilon does not apply | adagrad, adadelta
      decay of the mean square of adam | 64 | OVER --data @/no --optimizer adam --decay 0.5
          | --decay does not apply to --optimizer adam | adadelta, rmsprop
      leader's beta | 64 | OVER --data @/no --optimizer adam --ftrl-beta 1
          | --ftrl-beta does not apply to --optimizer adam | it goes with ftrl
      weight decay of the leader | 64 | OVER --data @/no --optimizer ftrl --weight-decay 0.1
          | --weight-decay does not apply to --optimizer ftrl
      look-ahead of the leader | 64 | OVER --data @/no --optimizer ftrl --lookahead 5:0.5
          | --lookahead does not go with --optimizer ftrl | leave one out
      schedule of the leader | 64 | OVER --data @/no --optimizer ftrl --schedule inverse-sqrt
          | --schedule inverse-sqrt does not go with --optimizer ftrl | --schedule constant
      L1 with steps of one length | 64 | OVER --data @/no --optimizer lion --l1 0.1
          | --l1 does not go with --optimizer lion | use --l2 or another optimizer
      group lasso with steps of one length | 64 | OVER --data @/no --optimizer lion --group-lasso 0.1
          | --group-lasso does not go with --optimizer lion | use --l2 or another optimizer
      stratified sets of labels | 64 | OVER --data @/no --multilabel true --sampling stratified
          | --sampling stratified gives each class its share | any number of labels have no classes
      weights for sets of labels | 64 | OVER --data @/no --multilabel true --class-weight balanced
          | --class-weight weighs classes | any number of labels have none
      unknown average | 64 | OVER --data @/no --average mean
          | --average takes none, polyak[:N], bottou[:N] or ema[:N] | got 'mean'
      half a look-ahead | 64 | OVER --data @/no --lookahead 5
          | --lookahead takes K:ALPHA | got '5'
      no norm to clip to | 64 | OVER --data @/no --clip-norm 0
          | --clip-norm takes a number above 0 | got '0'
      groups without their penalty | 64 | OVER --data @/no --groups @/groups-9.csv
          | --groups does not apply without --group-lasso
      factors without a penalty | 64 | OVER --data @/no --penalty-factors @/factors-aa.csv
          | --penalty-factors multiply --l1 and --l2 | give one
      negative group lasso | 64 | OVER --data @/no --group-lasso -1
          | --group-lasso takes a number at least 0 | got '-1'
      two penalties that exclude each other | 64 | OVER --data @/no --group-lasso 1 --max-norm 1
          | --group-lasso and --max-norm exclude each other | give one
      bounds the wrong way round | 64 | OVER --data @/no --lower 2 --upper -1
          | --lower 2 is above --upper -1
      bound that is not finite | 64 | OVER --data @/no --lower -1e999
          | --lower takes a number that is finite | got '-1e999'
      max-norm of 0 | 64 | OVER --data @/no --max-norm 0
          | --max-norm takes a number above 0 | got '0'
      missing groups | 66 | OVER --data @/no --group-lasso 1 --groups @/no.csv
          | @/no.csv: no such file
      groups without a header | 65 | OVER --data @/no --group-lasso 1 --groups @/ok.csv
          | @/ok.csv:1: the header is | it must be feature,group
      empty groups | 65 | OVER --data @/no --group-lasso 1 --groups @/empty.csv
          | @/empty.csv: the file is empty | it begins with feature,group
      groups in a folder | 65 | OVER --data @/no --group-lasso 1 --groups @/two
          | @/two: stands for 2 files | name one CSV file
      compressed groups | 65 | OVER --data @/no --group-lasso 1 --groups @/cut.libsvm.gz
          | @/cut.libsvm.gz: is compressed | a plain CSV file
      factor that is no number | 65 | OVER --data @/no --l1 1 --penalty-factors @/factors-x.csv
          | @/factors-x.csv:3: | a factor is a number at least 0 and finite | got 'x'
      negative factor | 65 | OVER --data @/no --l2 1 --penalty-factors @/factors-minus.csv
          | @/factors-minus.csv:2: | a factor is a number at least 0 | got '-1'
      feature twice | 65 | OVER --data @/no --l1 1 --penalty-factors @/factors-twice.csv
          | @/factors-twice.csv:4: feature 'b' stands in line 2 too | keep one
      factor that is not there | 65 | OVER --data @/no --l1 1 --penalty-factors @/factors-none.csv
          | @/factors-none.csv:2: an empty field | fill or drop it
      factors with three fields | 65 | OVER --data @/no --l1 1 --penalty-factors @/factors-3.csv
          | @/factors-3.csv:2: 3 fields | a line is feature,factor | quotes
      quantile beyond 1 | 64 | COUNTS --loss quantile --quantile 1.5 --data @/no
          | --quantile takes a number in (0, 1) | got '1.5'
      expectile 0 | 64 | COUNTS --loss expectile --expectile 0 --data @/no
          | --expectile takes a number in (0, 1) | got '0'
      negative epsilon | 64 | COUNTS --loss epsilon-insensitive --epsilon -0.1 --data @/no
          | --epsilon takes a number at least 0 | got '-0.1'
      delta 0 | 64 | COUNTS --loss huber --huber-delta 0 --data @/no
          | --huber-delta takes a number above 0 | got '0'
      quantile of another loss | 64 | OVER --data @/no --quantile 0.9
          | --quantile does not apply to --loss logistic | goes with quantile
      epsilon of another loss | 64 | COUNTS --loss huber --epsilon 0.9 --data @/no
          | --epsilon does not apply to --loss huber
          | goes with epsilon-insensitive, squared-epsilon-insensitive
      delta of another loss | 64 | COUNTS --loss modified-huber --huber-delta 2 --data @/no
          | --huber-delta does not apply to --loss modified-huber | goes with huber
      expectile of another loss | 64 | COUNTS --loss quantile --expectile 0.2 --data @/no
          | --expectile does not apply to --loss quantile | goes with expectile
      gamma of a condition | 64 | COUNTS --loss gamma --positive a~>~1 --data @/no
          | --positive | --loss gamma takes numbers above 0 | --label
      unknown loss | 64 | COUNTS --loss quantil --data @/no
          | --loss takes one of squared, logistic, | got 'quantil'
      any number of labels beside regression | 64
          | train --engine local --loss squared --multilabel true --data @/no --model @/x
          | --multilabel true does not apply to --loss squared | it goes with logistic, hinge
      any number of labels, and classes | 64
          | OVER --data @/no --multilabel true --multiclass ovr
          | --multilabel true means any number of labels a row | --multiclass one
      any number of labels of a condition | 64
          | OVER --data @/no --multilabel true --positive a~>~1
          | --multilabel true means any number of labels a row | --positive one
      existing model | 73 | TRAIN --data @/ok.libsvm --model @/model
          | @/model: exists | --overwrite
      existing model, before data are looked for | 73 | TRAIN --data @/no --model @/model
          | @/model: exists | --overwrite
      model in the place of something else | 73
          | TRAIN --data @/ok.libsvm --model @/two --overwrite
          | @/two: is not a Descent model | give another path
      model in the place of a file | 73 | TRAIN --data @/ok.libsvm --model @/ok.csv
          | @/ok.csv: exists | give another path
      model below a file, before data are looked for | 73
          | TRAIN --data @/no --model @/ok.csv/x/y
          | @/ok.csv is a file | give another path
      output that exists | 73 | EVALUATE @/ok.libsvm --output @/ok.csv
          | @/ok.csv: exists | --overwrite
      output that is a folder | 73 | EVALUATE @/no --overwrite --output @/two
          | @/two: is a folder | the name of a file
      output without a folder | 73 | EVALUATE @/no --output @/none/x.json
          | @/none/x.json: there is no folder @/none | create it
      no place for predictions | 64 | predict --model @/model --data @/ok.libsvm
          | --output is required
      predictions as Parquet without Spark | 64
          | predict --engine local --model @/model --data @/ok.libsvm --output @/new.parquet
          | @/new.parquet | --engine spark
      predictions in the place of something else | 73
          | predict --engine local --model @/model --data @/no --output @/two --overwrite
          | @/two
      predictions in the place of a model | 73
          | predict --engine local --model @/model --data @/no --output @/model --overwrite
          | @/model
      predictions below a file | 73
          | predict --engine local --model @/model --data @/no --output @/ok.csv/x
          | @/ok.csv is a file
      missing configuration | 66 | train --config @/no.properties
          | @/no.properties: there is no such configuration file | check the path
      configuration that is a folder | 66 | train --config @
          | @: is a folder
      unknown key | 78 | train --config @/unknown.properties
          | @/unknown.properties:3: | 'step' | did you mean steps?
      key with dashes | 78 | train --config @/dashes.properties
          | @/dashes.properties:1: | '--loss' | did you mean loss?
      key twice | 78 | train --config @/twice.properties
          | @/twice.properties:3: | 'loss' | twice | keep one
      wrong value in the file | 78 | train --config @/value.properties
          | @/value.properties:4: | rate takes a number above 0 | got 'fast'
      wrong value behind a continued line | 78 | train --config @/continued.properties
          | @/continued.properties:3: | loss takes one of | got 'logarithmic'
      damaged escape in the file | 78 | train --config @/escape.properties
          | @/escape.properties:2:
      configuration in Latin-1 | 78 | train --config @/latin.properties
          | @/latin.properties: is not UTF-8 | iconv
      """;

  private static final String ON_SPARK =
      """
      missing file | 66 | OVER --data @/no.libsvm
          | no such file
      wrong line | 65 | OVER --data @/twice.libsvm
          | @/twice.libsvm:3: | index 3 twice
      label | 65 | OVER --data @/five.libsvm
          | @/five.libsvm: the labels are 0, 1, 5 | allowed are 0 and 1
      count | 65 | COUNTS --loss poisson --data @/negative.libsvm
          | @/negative.libsvm:3: label -2 | takes numbers of at least 0
      truncated .gz | 65 | OVER --data @/cut.libsvm.gz
          | ends in the middle
      truncated images, compressed again | 65 | OVER --data @/short-images-idx3-ubyte.gz
          | @/short-images-idx3-ubyte.gz: inflates to 50 bytes | which are 52 | copied whole
      images without labels | 66 | OVER --data @/alone-images-idx3-ubyte
          | @/alone-images-idx3-ubyte: there is no file of labels beside it
      text in a numeric column | 65 | TABLE @/text.csv --numeric a,b
          | @/text.csv:3: column 'b' | 'x'
      damaged Parquet | 65 | TABLE @/ok.csv --format parquet
          | @/ok.csv | parquet
      index beyond the model | 65 | EVALUATE @/index-9.libsvm
          | @/index-9.libsvm:3: | index 9
      model below a file | 73 | TRAIN --data @/no --model @/ok.csv/x
          | @/ok.csv is a file
      """;

  /**
   * The mistakes of a table. Each begins at the margin and goes on in indented lines; its name,
   * code, words, and the pieces of what is said stand between bars.
   */
  private static Stream<Mistake> mistakes(String table) {
    return table.replaceAll("\\R +", " ").lines().map(BadInputTest::mistake);
  }

  private static Mistake mistake(String row) {
    List<String> cells =
        Arrays.stream(row.split("\\|", -1))
            .map(cell -> cell.strip().replace("@", dir.toString()))
            .toList();
    String words = cells.get(2);
    for (Map.Entry<String, String> shorthand : SHORTHANDS.entrySet()) {
      words = words.replace(shorthand.getKey(), shorthand.getValue());
    }
    List<String> args =
        Arrays.stream(words.replace("@", dir.toString()).split(" +", -1))
            .map(word -> word.replace('~', ' '))
            .toList();
    return new Mistake(
        cells.get(0), Integer.parseInt(cells.get(1)), args, cells.subList(3, cells.size()));
  }

  private static void write(String name, String text) throws IOException {
    Files.writeString(dir.resolve(name), text);
  }

  @BeforeAll
  static void files() throws IOException {
    write("ok.libsvm", "1 1:1 2:2\n0 1:2 3:1\n1 2:2\n0 1:1\n");
    write("empty.libsvm", "");
    write("sets.libsvm", "1 1:1\na,b 1:2\n 2:1\n");
    write("more-sets.libsvm", "a 1:1\nb,c 1:2\n");
    write("gap.libsvm", "a,,b 1:1\n");
    write("unlabelled.libsvm", "1:1 2:1\n 1:2\n");
    write("one.libsvm", "1 1:1 2:2\n1 1:2 3:1\n");
    Files.createDirectories(dir.resolve("nothing"));
    Files.createDirectories(dir.resolve("hidden"));
    write("hidden/_SUCCESS", "");
    write("prose.txt", "Call me Ishmael.\nSome years ago\n");
    String[] lines = {
      "no-value",
      "1 1:",
      "no-index",
      "1 :1",
      "no-colon",
      "1 2:1 185a",
      "label",
      "185a 1:1",
      "nan",
      "1 1:nan",
      "huge",
      "1 1:1e999",
      "zero",
      "1 0:1",
      "descending",
      "1 3:1 2:1",
      "twice",
      "1 3:1 3:1",
      "nan-label",
      "nan 1:1",
      "five",
      "5 1:1",
      "negative",
      "-2 1:1",
      "index-9",
      "1 9:1"
    };
    for (int i = 0; i < lines.length; i += 2) {
      write(lines[i] + ".libsvm", "1 1:1\n0 2:1\n" + lines[i + 1] + "\n");
    }
    Files.write(dir.resolve("cut.libsvm.gz"), Arrays.copyOf(zipped(), 5000));
    Files.write(dir.resolve("utf16.libsvm"), "1 1:1\n".getBytes(UTF_16));

    write("ok.csv", "a,b,target\n1,2,0\n3,4,1\n");
    write("empty.csv", "");
    write("flags.csv", "a,b,target\n1,1,0\n3,0,1\n5,1,1\n");
    write("header.csv", "a,b,target\n");
    write("text.csv", "a,b,target\n1,2,0\n3,x,1\n");
    write("fields.csv", "a,b,target\n1,2,0\n3,4\n");
    write("break.csv", "a,b,target\n1,2,0\n\"3\n4\",4,1\n");
    write("three.csv", "a,b,target\n1,2,0\n3,4,1\n5,6,2\n");
    write("nan.csv", "a,b,target\n1,2,0\n3,4,nan\n");
    write("negative.csv", "a,b,target\n1,2,0\n-2.5,4,1\n");
    write("renamed.csv", "a,c,target\n1,2,0\n3,4,1\n");
    Files.write(dir.resolve("utf16.csv"), "a,target\n1,0\n".getBytes(UTF_16));
    Files.createDirectories(dir.resolve("two"));
    write("two/1.csv", "a,b,target\n1,2,0\n");
    write("two/2.csv", "a,c,target\n1,2,0\n");
    write("xy.csv", "a,b,target\n1,2,x\n3,4,y\n");
    write("xyz.csv", "a,b,target\n1,2,x\n3,4,y\n3,4,z\n");

    images();

    write("groups-9.csv", "feature,group\n2,a\n9,a\n");
    write("factors-aa.csv", "feature,factor\naa,1\n");
    write("factors-x.csv", "feature,factor\na,1\nb,x\n");
    write("factors-minus.csv", "feature,factor\na,-1\n");
    write("factors-twice.csv", "feature,factor\nb,1\n\nb,2\n");
    write("factors-none.csv", "feature,factor\nb,\n");
    write("factors-3.csv", "feature,factor\na,b,1\n");

    write("unknown.properties", "# one\nloss=logistic\nstep=5\n");
    write("schedule.properties", "loss=logistic\nschedule=warmup 10\n");
    write("twice.properties", "loss=logistic\nrate=1\nloss=hinge\n");
    write("value.properties", "# one\n\nloss=logistic\nrate=fast\n");
    write("continued.properties", "data=a,\\\n  b\nloss=logarithmic\n");
    write("dashes.properties", "--loss=logistic\n");
    write("escape.properties", "loss=logistic\ndata=\\u00zz\n");
    Files.write(dir.resolve("latin.properties"), new byte[] {'#', (byte) 0xfc, '\n'});

    ToolRun.ok(
        "train",
        "--engine",
        "local",
        "--loss",
        "logistic",
        "--quiet",
        "--data",
        at("ok.libsvm"),
        "--model",
        at("model"));
    ToolRun.ok(
        "train",
        "--engine",
        "local",
        "--loss",
        "logistic",
        "--quiet",
        "--data",
        at("ok.csv"),
        "--label",
        "target",
        "--model",
        at("table-model"));
    before = ToolRun.tree(dir);
  }

  private static void images() throws IOException {
    byte[] images = IdxBytes.images(IdxBytes.pixels(3, new Random(1)));
    byte[] labels = IdxBytes.labels(0, 1, 2);
    byte[] three = IdxBytes.of(8, new int[] {2, 3}, 1, 2, 3, 4, 5, 6);
    Files.write(dir.resolve("ok-images-idx3-ubyte"), images);
    Files.write(dir.resolve("ok-labels-idx1-ubyte"), labels);
    Files.write(dir.resolve("alone-images-idx3-ubyte"), images);
    Files.write(dir.resolve("few-images-idx3-ubyte"), images);
    Files.write(dir.resolve("few-labels-idx1-ubyte"), IdxBytes.labels(0, 1));
    Files.write(dir.resolve("cut-images-idx3-ubyte"), Arrays.copyOf(images, 50));
    Files.write(
        dir.resolve("short-images-idx3-ubyte.gz"), IdxBytes.gzip(Arrays.copyOf(images, 50)));
    Files.write(dir.resolve("short-labels-idx1-ubyte"), labels);
    Files.write(dir.resolve("half-images-idx3-ubyte.gz"), Arrays.copyOf(IdxBytes.gzip(images), 50));
    Files.write(dir.resolve("half-labels-idx1-ubyte"), labels);
    Files.write(dir.resolve("three-images-idx2-ubyte.gz"), IdxBytes.gzip(Arrays.copyOf(three, 17)));
    Files.createDirectories(dir.resolve("sizes"));
    Files.write(dir.resolve("sizes/a-images-idx3-ubyte"), images);
    Files.write(dir.resolve("sizes/a-labels-idx1-ubyte"), labels);
    Files.write(
        dir.resolve("sizes/b-images-idx3-ubyte"),
        IdxBytes.of(8, new int[] {1, 2, 3}, 1, 2, 3, 4, 5, 6));
    Files.write(dir.resolve("sizes/b-labels-idx1-ubyte"), IdxBytes.labels(1));
  }

  private static byte[] zipped() throws IOException {
    Random random = new Random(1);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      for (int i = 0; i < 3000; i++) {
        out.write((i % 2 + " 1:" + random.nextDouble() + "\n").getBytes(UTF_8));
      }
    }
    return bytes.toByteArray();
  }

  private static String at(String name) {
    return dir.resolve(name).toString();
  }

  static Stream<Mistake> data() {
    return mistakes(DATA);
  }

  static Stream<Mistake> words() {
    return mistakes(WORDS);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"data", "words"})
  void oneLineThatHelps(Mistake mistake) {
    check(mistake, ToolRun.of(mistake.args));
    assertThat(ToolRun.tree(dir)).as("what was there").isEqualTo(before);
  }

  private static void check(Mistake mistake, ToolRun run) {
    assertThat(run.code()).as("exit code; %s", run.err()).isEqualTo(mistake.code);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .startsWith("descent: ")
        .endsWith("(exit " + mistake.code + ")" + System.lineSeparator())
        .contains(mistake.says)
        .doesNotContain("Exception", "\tat ");
    assertThat(run.err().lines()).as(run.err()).hasSize(1);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"data", "words"})
  void stackTraceWhenVerbose(Mistake mistake) {
    List<String> args = new ArrayList<>(mistake.args);
    args.add(1 < args.size() ? 1 : args.size(), "--verbose");
    ToolRun run = ToolRun.of(args);
    assertThat(run.code()).as(run.err()).isEqualTo(mistake.code);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("io.descent.error.UserException", "\tat io.descent.");
  }

  @Test
  void theFormsOfVerbose() throws IOException {
    Files.writeString(dir.resolve("verbose.properties"), "verbose=true\nloss=hinge\n");
    try {
      String file = at("verbose.properties");
      assertThat(traced("train", "--verbose=true", "--rate", "x")).isTrue();
      assertThat(traced("train", "--rate", "x", "--verbose")).isTrue();
      assertThat(traced("train", "--verbose", "true", "--rate", "x")).isTrue();
      assertThat(traced("train", "--verbose", "false", "--rate", "x")).isFalse();
      assertThat(traced("train", "--verbose=false", "--rate", "x")).isFalse();
      assertThat(traced("train", "--config", file)).isTrue();
      assertThat(traced("train", "--config=" + file)).isTrue();
      assertThat(traced("train", "--config", file, "--verbose=false")).isFalse();
    } finally {
      Files.delete(dir.resolve("verbose.properties"));
    }
  }

  private static boolean traced(String... args) {
    ToolRun run = ToolRun.of(args);
    assertThat(run.code()).isEqualTo(64);
    return run.err().contains("\tat io.descent.");
  }

  static Stream<Mistake> onSpark() {
    return mistakes(ON_SPARK).map(Mistake::onSpark);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("onSpark")
  void theSameOnSpark(Mistake mistake) {
    System.setProperty("spark.master", "local[2]");
    System.setProperty("spark.ui.enabled", "false");
    check(mistake, ToolRun.of(mistake.args));
    assertThat(ToolRun.tree(dir)).as("what was there").isEqualTo(before);
  }

  @Test
  void sparkWithoutAMaster() {
    System.clearProperty("spark.master");
    Mistake mistake =
        mistake(
                "no master | 64 | OVER --data @/ok.libsvm"
                    + " | no Spark master | ./submit.sh | --engine local")
            .onSpark();
    check(mistake, ToolRun.of(mistake.args));
  }

  @AfterAll
  static void forgetSpark() {
    System.clearProperty("spark.master");
    System.clearProperty("spark.ui.enabled");
  }
}
