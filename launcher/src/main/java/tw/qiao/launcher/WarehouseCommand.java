package tw.qiao.launcher;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The warehouse from the command line. */
@Command(
        name = "warehouse",
        mixinStandardHelpOptions = true,
        description =
                "Imports open data into tables, and lists, asks, checks, exports, serves, releases and tidies them.",
        subcommands = {
            WarehouseImport.class,
            WarehouseRecipe.class,
            WarehouseLineage.class,
            WarehouseVillages.class,
            WarehouseTables.class,
            WarehouseSql.class,
            WarehouseCube.class,
            WarehouseCheck.class,
            WarehouseExport.class,
            WarehouseServe.class,
            WarehouseRelease.class,
            WarehouseTidy.class,
            WarehousePack.class,
            WarehouseUnpack.class
        },
        synopsisSubcommandLabel = "COMMAND")
final class WarehouseCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(),
                "Say what to do: import, recipe, lineage, villages, tables, sql, cube, check, export, serve, release, tidy, pack or unpack");
    }
}
