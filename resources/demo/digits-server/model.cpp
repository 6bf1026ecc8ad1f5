// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "resources/demo/digits-server/model.h"

#include "resources/demo/digits-server/embeddedmodel.h"

#include <opencv2/core.hpp>
#include <opencv2/dnn.hpp>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <mutex>

namespace straightline::demo
{

namespace
{

Expected<std::vector<unsigned char>> readModel(const std::string& path)
{
    if (path.empty()) {
        return std::vector<unsigned char>(kEmbeddedModel, kEmbeddedModel + kEmbeddedModelSize);
    }
    std::ifstream file(path, std::ios::binary);
    if (!file) {
        return failure(500, "cannot read the model " + path);
    }
    return std::vector<unsigned char>(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
}

Prediction predictionOf(const float* row)
{
    Prediction prediction;
    std::copy_n(row, kClasses, prediction.probabilities.begin());
    prediction.label = std::max_element(row, row + kClasses) - row;
    return prediction;
}

} // namespace

struct Model::Networks {
    std::vector<unsigned char> bytes;
    std::mutex mutex;
    std::vector<cv::dnn::Net> idle;

    cv::dnn::Net take()
    {
        {
            const std::scoped_lock lock(mutex);
            if (!idle.empty()) {
                cv::dnn::Net net = std::move(idle.back());
                idle.pop_back();
                return net;
            }
        }
        return cv::dnn::readNetFromONNX(bytes);
    }

    void giveBack(cv::dnn::Net net)
    {
        const std::scoped_lock lock(mutex);
        idle.push_back(std::move(net));
    }
};

Model::Model(std::unique_ptr<Networks> networks)
    : m_networks(std::move(networks))
{
}

Model::~Model() = default;

Expected<std::unique_ptr<Model>> Model::open(const std::string& path)
{
    // The server has its own threads; OpenCV's would only compete with them.
    cv::setNumThreads(1);
    auto bytes = readModel(path);
    if (!bytes) {
        return tl::unexpected(bytes.error());
    }
    auto networks = std::make_unique<Networks>();
    networks->bytes = std::move(*bytes);
    std::unique_ptr<Model> model(new Model(std::move(networks)));
    if (const auto tried = model->classify({Pixels{}}, 1); !tried) {
        return failure(500, "cannot load the model" + (path.empty() ? "" : " " + path) + ": " + tried.error().message);
    }
    return model;
}

Expected<std::vector<Prediction>> Model::classify(const std::vector<Pixels>& images, unsigned repeats)
{
    try {
        cv::Mat input(static_cast<int>(images.size()), static_cast<int>(kPixels), CV_32F);
        for (std::size_t i = 0; i < images.size(); ++i) {
            std::copy(images[i].begin(), images[i].end(), input.ptr<float>(static_cast<int>(i)));
        }
        cv::dnn::Net net = m_networks->take();
        cv::Mat output;
        for (unsigned i = 0; i < std::max(repeats, 1U); ++i) {
            net.setInput(input);
            output = net.forward().clone();
        }
        m_networks->giveBack(std::move(net));
        if (output.dims != 2 || output.rows != input.rows || output.cols != static_cast<int>(kClasses)
            || output.type() != CV_32F) {
            return failure(500, "the model does not answer ten probabilities for an image");
        }
        std::vector<Prediction> predictions;
        predictions.reserve(images.size());
        for (int i = 0; i < output.rows; ++i) {
            predictions.push_back(predictionOf(output.ptr<float>(i)));
        }
        return predictions;
    } catch (const cv::Exception& error) {
        return failure(500, "inference failed: " + error.err);
    }
}

} // namespace straightline::demo
