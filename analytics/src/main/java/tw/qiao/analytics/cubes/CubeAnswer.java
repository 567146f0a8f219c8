package tw.qiao.analytics.cubes;

import tw.qiao.analytics.egress.Result;

/**
 * What a cube answers.
 *
 * @param result in which every figure may be told
 * @param grid the same for those who lay it out
 * @param version of the cube's declaration
 */
public record CubeAnswer(Result result, Grid grid, String cube, int version) {}
