package tw.qiao.analytics.cubes;

/** In which language names are given. */
public enum Language {
    CHINESE,
    ENGLISH
}
